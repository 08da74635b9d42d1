package io.github.slowatchdog.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an expression into its words. */
final class Lexer {

    /** Possessive, so that no text makes it try twice; text in quotes is looked through by hand, so that none is too long. */
    private static final Pattern WORDS = Pattern.compile("(?<space>\\s++|#[^\\n]*+)"
            + "|(?<duration>(?:\\d++(?:ms|[smhdwy])){1,8}+(?![a-zA-Z0-9_]))"
            + "|(?<number>0[xX][0-9a-fA-F]++|(?:\\d++\\.?+\\d*+|\\.\\d++)(?:[eE][+-]?+\\d++)?+)"
            + "|(?<word>[a-zA-Z_:][a-zA-Z0-9_:]*+)"
            + "|(?<sign>=~|!~|==|!=|<=|>=|[-+*/%^<>=(){}\\[\\],@:])");

    private final String text;
    private final Matcher matcher;
    private final List<Token> words = new ArrayList<>();
    private int at;
    private int brackets;

    private Lexer(String text) {
        this.text = text;
        this.matcher = WORDS.matcher(text);
    }

    /**
     * All words, and an end.
     *
     * @throws NotUnderstood at anything that is none
     */
    static List<Token> words(String text) throws NotUnderstood {
        Lexer lexer = new Lexer(text);
        while (lexer.at < text.length()) {
            lexer.step();
        }
        lexer.take(Token.Kind.END, text.length());
        return lexer.words;
    }

    private void step() throws NotUnderstood {
        char first = text.charAt(at);
        if (first == '"' || first == '\'' || first == '`') {
            take(Token.Kind.STRING, endOfText(first));
        } else if (first == ':' && brackets > 0) {
            // in a range a colon is a sign of its own; elsewhere it may be part of a name
            take(Token.Kind.SIGN, at + 1);
        } else if (!matcher.region(at, text.length()).lookingAt()) {
            throw new NotUnderstood();
        } else if (matcher.group("space") != null) {
            at = matcher.end();
        } else {
            take(kind(), matcher.end());
        }
    }

    private void take(Token.Kind kind, int end) {
        Token token = new Token(kind, text.substring(at, end), at, end);
        brackets += token.is("[") ? 1 : token.is("]") ? -1 : 0;
        words.add(token);
        at = end;
    }

    private int endOfText(char quote) throws NotUnderstood {
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return i + 1;
            }
            if (c == '\\' && quote != '`') {
                i++;
            }
        }
        throw new NotUnderstood();
    }

    private Token.Kind kind() {
        return matcher.group("duration") != null
                ? Token.Kind.DURATION
                : matcher.group("number") != null
                        ? Token.Kind.NUMBER
                        : matcher.group("word") != null ? Token.Kind.WORD : Token.Kind.SIGN;
    }
}

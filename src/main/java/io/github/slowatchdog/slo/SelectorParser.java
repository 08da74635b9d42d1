package io.github.slowatchdog.slo;

import java.util.ArrayList;
import java.util.List;

/** Reads the selector grammar of PromQL: name, then matchers in braces, quoted as PromQL quotes. */
final class SelectorParser {

    private static final String EXAMPLE = "write a plain selector such as vanta_http_requests_total{status=~\"5..\"}";

    private final String text;
    private int at;

    SelectorParser(String text) {
        this.text = text.strip();
    }

    Selector parse() {
        String metric = peek() == '{' ? "" : identifier("a metric name", true);
        List<Matcher> matchers = new ArrayList<>();
        space();
        if (peek() == '{') {
            at++;
            matchers(matchers);
        }
        space();
        if (at < text.length()) {
            throw wrong("unexpected '" + text.charAt(at) + "'");
        }
        boolean selective = !metric.isEmpty() || matchers.stream().anyMatch(matcher -> !matcher.matches(Labels.NONE));
        if (!selective) {
            throw wrong("it matches every series");
        }
        return Selector.of(metric, matchers);
    }

    private void matchers(List<Matcher> matchers) {
        space();
        while (peek() != '}') {
            matchers.add(matcher());
            space();
            if (peek() == ',') {
                at++;
                space();
            } else if (peek() != '}') {
                throw wrong("expected ',' or '}'");
            }
        }
        at++;
    }

    private Matcher matcher() {
        String label = identifier("a label name", false);
        space();
        Matcher.Op op = operator();
        space();
        String value = quoted();
        try {
            return new Matcher(label, op, value);
        } catch (SyntaxException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Matcher.Op operator() {
        for (Matcher.Op op : List.of(Matcher.Op.MATCH, Matcher.Op.NOT_MATCH, Matcher.Op.NOT_EQUAL, Matcher.Op.EQUAL)) {
            if (text.startsWith(op.sign(), at)) {
                at += op.sign().length();
                return op;
            }
        }
        throw wrong("expected one of = != =~ !~");
    }

    private String quoted() {
        char quote = peek();
        if (quote != '"' && quote != '\'' && quote != '`') {
            throw wrong("expected a quoted value");
        }
        at++;
        StringBuilder value = new StringBuilder();
        while (peek() != quote) {
            if (at >= text.length()) {
                throw wrong("the quote is not closed");
            }
            char next = text.charAt(at++);
            value.append(next == '\\' && quote != '`' ? escaped() : next);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        if (at >= text.length()) {
            throw wrong("the quote is not closed");
        }
        char code = peek();
        at++;
        return switch (code) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\', '"', '\'' -> code;
            default -> throw wrong("unknown escape '\\" + code + "' (a backslash is written \\\\)");
        };
    }

    private String identifier(String what, boolean colon) {
        int start = at;
        while (at < text.length() && letter(text.charAt(at), at > start, colon)) {
            at++;
        }
        if (at == start) {
            throw wrong("expected " + what);
        }
        return text.substring(start, at);
    }

    private static boolean letter(char c, boolean inside, boolean colon) {
        return c == '_'
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (colon && c == ':')
                || (inside && c >= '0' && c <= '9');
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** The next character; NUL at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private SyntaxException wrong(String what) {
        return new SyntaxException(
                "not a selector: " + what + " at character " + (at + 1) + " of " + Labels.quoted(text),
                EXAMPLE + "; functions, ranges and offsets belong in `expr`");
    }
}

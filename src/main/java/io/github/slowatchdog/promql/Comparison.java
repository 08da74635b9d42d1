package io.github.slowatchdog.promql;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An expression that is, as a whole, a comparison with a number which leaves out what does not hold, as most alerts are.
 *
 * @param side what is compared, as it is written
 * @param operator as if the number stood on the right
 * @param number what it is compared with
 */
public record Comparison(String side, String operator, double number) {

    /** The comparison that an expression is; empty if it is none, or not with a number, or is not understood. */
    public static Optional<Comparison> of(String promql) {
        try {
            Lexer.words(promql); // Java takes characters for blanks that PromQL does not know
            String text = withoutParentheses(promql);
            Optional<Expression> whole = Parser.read(text);
            return whole.isPresent()
                            && whole.get() instanceof Expression.Binary binary
                            && binary.filters()
                            && !binary.matched()
                    ? split(text, binary)
                    : Optional.empty();
        } catch (NotUnderstood e) {
            return Optional.empty();
        }
    }

    private static Optional<Comparison> split(String text, Expression.Binary binary) throws NotUnderstood {
        // comparisons bind to the left, and nothing looser is there: the last one outside of brackets is the whole
        Token sign = null;
        int depth = 0;
        for (Token word : Lexer.words(text)) {
            depth += depth(word);
            boolean compares =
                    depth == 0 && word.kind() == Token.Kind.SIGN && Operators.COMPARISONS.contains(word.text());
            sign = compares ? word : sign;
        }
        if (sign == null) {
            return Optional.empty();
        }
        String left = withoutParentheses(text.substring(0, sign.from()));
        String right = withoutParentheses(text.substring(sign.to()));
        OptionalDouble leftNumber = binary.left().number();
        OptionalDouble rightNumber = binary.right().number();
        if (leftNumber.isPresent() == rightNumber.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                rightNumber.isPresent()
                        ? new Comparison(left, sign.text(), rightNumber.getAsDouble())
                        : new Comparison(right, turned(sign.text()), leftNumber.getAsDouble()));
    }

    private static int depth(Token word) {
        return word.is("(") || word.is("[") || word.is("{") ? 1 : word.is(")") || word.is("]") || word.is("}") ? -1 : 0;
    }

    private static String turned(String operator) {
        return operator.startsWith("<")
                ? operator.replace('<', '>')
                : operator.startsWith(">") ? operator.replace('>', '<') : operator;
    }

    /** Without parentheses round all of it, and blanks round those. */
    private static String withoutParentheses(String promql) throws NotUnderstood {
        String text = promql.strip();
        List<Token> words = Lexer.words(text);
        while (words.size() > 3 && closesLast(words)) {
            text = text.substring(words.get(0).to(), words.get(words.size() - 2).from())
                    .strip();
            words = Lexer.words(text);
        }
        return text;
    }

    private static boolean closesLast(List<Token> words) {
        int depth = 0;
        for (int i = 0; i < words.size() - 1; i++) {
            depth += depth(words.get(i));
            if (depth == 0) {
                return words.get(0).is("(") && words.get(i).is(")") && i == words.size() - 2;
            }
        }
        return false;
    }

    /** The comparison that holds exactly when this one does not, NaN aside. */
    public String negated() {
        return switch (operator) {
            case ">" -> "<=";
            case ">=" -> "<";
            case "<" -> ">=";
            case "<=" -> ">";
            case "==" -> "!=";
            default -> "==";
        };
    }
}

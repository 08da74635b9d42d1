package io.github.slowatchdog.promql;

import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.SyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the words of an expression by the precedence of PromQL's operators. */
final class Parser {

    private static final int DEEPEST = 64;
    /** A long chain is a deep tree. */
    private static final int MOST_OPERATORS = 200;

    private static final Set<String> GROUPINGS = Set.of("by", "without");
    private static final Set<String> MATCHINGS = Set.of("on", "ignoring", "group_left", "group_right");

    private final String text;
    private final List<Token> words;
    private int at;
    private int depth;
    private int operators;

    private Parser(String text) throws NotUnderstood {
        this.text = text;
        this.words = Lexer.words(text);
    }

    static Optional<Expression> read(String text) {
        try {
            Parser parser = new Parser(text);
            Expression whole = parser.level(0);
            return parser.peek().kind() == Token.Kind.END ? Optional.of(whole) : Optional.empty();
        } catch (NotUnderstood e) {
            return Optional.empty();
        }
    }

    private Token peek() {
        return words.get(at);
    }

    private Token next() {
        Token token = words.get(at);
        at = Math.min(at + 1, words.size() - 1);
        return token;
    }

    private boolean took(String sign) {
        boolean there = peek().is(sign);
        if (there) {
            next();
        }
        return there;
    }

    private void need(String sign) throws NotUnderstood {
        if (!took(sign)) {
            throw new NotUnderstood();
        }
    }

    private Expression level(int level) throws NotUnderstood {
        if (level == Operators.LEVELS.size()) {
            return unary();
        }
        Expression left = level(level + 1);
        while (Operators.LEVELS.get(level).contains(operator(peek()))) {
            if (++operators > MOST_OPERATORS) {
                throw new NotUnderstood();
            }
            String operator = operator(next());
            boolean bool = tookWord("bool");
            boolean matched = matching();
            left = new Expression.Binary(operator, left, level(level + 1), bool, matched);
        }
        return left;
    }

    private static String operator(Token token) {
        return token.kind() == Token.Kind.WORD
                ? token.text().toLowerCase(Locale.ROOT)
                : token.kind() == Token.Kind.SIGN ? token.text() : "";
    }

    private boolean tookWord(String word) {
        boolean there = peek().isWord(word);
        if (there) {
            next();
        }
        return there;
    }

    private boolean matching() throws NotUnderstood {
        boolean matched = false;
        while (MATCHINGS.contains(peek().text()) && peek().kind() == Token.Kind.WORD) {
            next();
            if (peek().is("(")) {
                labels();
            }
            matched = true;
        }
        return matched;
    }

    private void labels() throws NotUnderstood {
        need("(");
        while (!took(")")) {
            Token.Kind kind = next().kind();
            if ((kind != Token.Kind.WORD && kind != Token.Kind.STRING) || (!took(",") && !peek().is(")"))) {
                throw new NotUnderstood();
            }
        }
    }

    private Expression unary() throws NotUnderstood {
        if (++depth > DEEPEST) {
            throw new NotUnderstood();
        }
        try {
            if (took("-")) {
                Expression inner = unary();
                return inner instanceof Expression.Num num
                        ? new Expression.Num(-num.value())
                        : new Expression.Negated(inner);
            }
            if (took("+")) {
                return unary();
            }
            return power();
        } finally {
            depth--;
        }
    }

    private Expression power() throws NotUnderstood {
        Expression base = ranged(primary());
        if (!took("^")) {
            return base;
        }
        boolean bool = tookWord("bool");
        boolean matched = matching();
        return new Expression.Binary("^", base, unary(), bool, matched);
    }

    private Expression primary() throws NotUnderstood {
        Token token = peek();
        return switch (token.kind()) {
            case NUMBER -> new Expression.Num(Scalar.number(next().text()));
            case STRING -> new Expression.Text(next().text());
            case WORD -> word();
            case SIGN -> token.is("{") ? series() : inParentheses();
            case DURATION, END -> throw new NotUnderstood();
        };
    }

    private Expression inParentheses() throws NotUnderstood {
        need("(");
        Expression inner = level(0);
        need(")");
        return inner;
    }

    private Expression word() throws NotUnderstood {
        Token word = peek();
        String lower = word.text().toLowerCase(Locale.ROOT);
        boolean call = words.get(at + 1).is("(");
        if (Operators.AGGREGATIONS.contains(lower)
                && (call || GROUPINGS.contains(words.get(at + 1).text().toLowerCase(Locale.ROOT)))) {
            next();
            boolean before = grouping();
            List<Expression> arguments = arguments();
            boolean behind = grouping();
            if (arguments.isEmpty()) {
                throw new NotUnderstood();
            }
            return new Expression.Aggregation(lower, arguments, before || behind);
        }
        if (call) {
            next();
            return new Expression.Call(word.text(), arguments());
        }
        if (lower.equals("inf") || lower.equals("nan")) {
            next();
            return new Expression.Num(lower.equals("inf") ? Double.POSITIVE_INFINITY : Double.NaN);
        }
        return series();
    }

    private boolean grouping() throws NotUnderstood {
        boolean there = peek().kind() == Token.Kind.WORD
                && GROUPINGS.contains(peek().text().toLowerCase(Locale.ROOT));
        if (there) {
            next();
            labels();
        }
        return there;
    }

    private List<Expression> arguments() throws NotUnderstood {
        List<Expression> arguments = new ArrayList<>();
        need("(");
        while (!took(")")) {
            arguments.add(level(0));
            if (!took(",") && !peek().is(")")) {
                throw new NotUnderstood();
            }
        }
        return List.copyOf(arguments);
    }

    private Expression series() throws NotUnderstood {
        int from = peek().from();
        int to = from;
        if (peek().kind() == Token.Kind.WORD) {
            to = next().to();
        }
        if (peek().is("{")) {
            while (!peek().is("}")) {
                if (next().kind() == Token.Kind.END) {
                    throw new NotUnderstood();
                }
            }
            to = next().to();
        }
        try {
            return new Expression.Series(Selector.parse(text.substring(from, to)), Optional.empty(), "");
        } catch (SyntaxException e) {
            throw new NotUnderstood();
        }
    }

    /** A range, a subquery, {@code offset} and {@code @}, as often as they come. */
    private Expression ranged(Expression of) throws NotUnderstood {
        Expression whole = of;
        while (true) {
            if (took("[")) {
                Duration range = Scalar.duration(next());
                if (took(":")) {
                    if (!peek().is("]")) {
                        Scalar.duration(next());
                    }
                    whole = new Expression.Subquery(whole, range, "");
                } else if (whole instanceof Expression.Series series
                        && series.range().isEmpty()) {
                    whole = new Expression.Series(series.selector(), Optional.of(range), "");
                } else {
                    throw new NotUnderstood();
                }
                need("]");
            } else if (peek().isWord("offset") || peek().is("@")) {
                whole = moved(whole, modifier());
            } else {
                return whole;
            }
        }
    }

    private String modifier() throws NotUnderstood {
        int from = peek().from();
        boolean offset = next().isWord("offset");
        took("-");
        Token value = next();
        int to = value.to();
        if (!offset && value.kind() == Token.Kind.WORD) {
            need("(");
            to = peek().to();
            need(")");
        } else if (offset) {
            Scalar.duration(value);
        } else if (value.kind() != Token.Kind.NUMBER) {
            throw new NotUnderstood();
        }
        return text.substring(from, to);
    }

    private static Expression moved(Expression whole, String modifier) throws NotUnderstood {
        if (whole instanceof Expression.Series series) {
            return new Expression.Series(
                    series.selector(), series.range(), (series.modifiers() + " " + modifier).strip());
        }
        if (whole instanceof Expression.Subquery subquery) {
            return new Expression.Subquery(
                    subquery.inner(), subquery.range(), (subquery.modifiers() + " " + modifier).strip());
        }
        throw new NotUnderstood();
    }
}

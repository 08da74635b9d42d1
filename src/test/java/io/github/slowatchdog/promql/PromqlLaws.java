package io.github.slowatchdog.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Selector;
import java.util.List;
import java.util.Optional;

/** What holds for whatever stands in an {@code expr}: it is understood or not, and nothing else happens. */
final class PromqlLaws {

    private PromqlLaws() {}

    static void expression(String text) {
        Optional<Expression> read = Expression.read(text);
        assertThat(Expression.read(text).map(Object::toString))
                .as("the same text again")
                .isEqualTo(read.map(Object::toString));
        words(text, read.isPresent());
        read.ifPresent(whole -> {
            assertThat(whole.all().count()).as("bounded by the text").isLessThanOrEqualTo(text.length());
            whole.number();
            whole.all().filter(Expression.Series.class::isInstance).forEach(one -> {
                Selector selector = ((Expression.Series) one).selector();
                assertThat(Selector.parse(selector.toString())).isEqualTo(selector);
            });
            assertThat(Expression.read("(" + text + "\n)"))
                    .as("in parentheses")
                    .map(Object::toString)
                    .isEqualTo(read.map(Object::toString));
        });
        comparison(text, read);
    }

    private static void comparison(String text, Optional<Expression> read) {
        Comparison.of(text).ifPresent(comparison -> {
            assertThat(read).as("only of what is understood").isPresent();
            assertThat(Expression.read(comparison.side()))
                    .as("the side of %s", comparison)
                    .isPresent();
            assertThat(Operators.COMPARISONS).contains(comparison.operator(), comparison.negated());
        });
    }

    private static void words(String text, boolean understood) {
        try {
            List<Token> words = Lexer.words(text);
            int at = 0;
            for (Token word : words) {
                assertThat(word.from()).isBetween(at, text.length());
                assertThat(text.substring(word.from(), word.to())).isEqualTo(word.text());
                at = word.to();
            }
            assertThat(words.get(words.size() - 1).kind()).isEqualTo(Token.Kind.END);
        } catch (NotUnderstood e) {
            assertThat(understood).isFalse();
        }
    }
}

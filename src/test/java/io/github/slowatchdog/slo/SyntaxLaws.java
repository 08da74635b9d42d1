package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What holds for whatever a person may write as an expectation or a selector: it is one, or a {@link SyntaxException} says why not. */
final class SyntaxLaws {

    private static final Pattern COMPARED =
            Pattern.compile("(?:==|!=|<=|>=|<|>)\\s*([+-]?[0-9.]+(?:[eE][+-]?[0-9]{1,4})?)\\s*(%?)");

    private static final List<Value> VALUES = List.of(
            Value.of(0),
            Value.of(-1.5),
            Value.of(Double.POSITIVE_INFINITY),
            Value.of(Double.NEGATIVE_INFINITY),
            Value.of("DRY"),
            Value.of(""),
            new Value.Absent("nothing"));

    private SyntaxLaws() {}

    static void expectation(String text) {
        read(text, Expectation::parse).ifPresent(expect -> {
            assertThat(Expectation.parse(expect.text()))
                    .as("written down and read again")
                    .isEqualTo(expect);
            assertThat(expect.isMetBy(Value.of(Double.NaN)))
                    .as("NaN meets nothing")
                    .isFalse();
            assertThat(expect.isMetBy(new Value.Broken("two at once")))
                    .as("nor does what contradicts itself")
                    .isFalse();
            expect.threshold()
                    .ifPresent(bound -> assertThat(Double.isFinite(bound)).isTrue());
            for (Value value : VALUES) {
                assertThat(expect.isMetBy(value) && expect.missesFrom(value))
                        .as("%s: %s", text, value)
                        .isFalse();
                assertThat(expect.badness(value)).isNotNaN();
            }
            Matcher compared = COMPARED.matcher(expect.text());
            if (expect instanceof Expectation.Compare compare && compared.matches()) {
                assertThat(compare.bound())
                        .isEqualTo(new BigDecimal(compared.group(1))
                                .scaleByPowerOfTen(compared.group(2).length() * -2)
                                .doubleValue());
            }
        });
    }

    static void selector(String text) {
        read(text, Selector::parse).ifPresent(selector -> {
            assertThat(Selector.parse(selector.toString()))
                    .as("written down and read again")
                    .isEqualTo(selector);
            assertThat(selector.matches(Labels.NONE))
                    .as("a series without any label")
                    .isFalse();
            Labels fitting =
                    new Labels(selector.equalities()).isEmpty() ? Labels.NONE : new Labels(selector.equalities());
            selector.matches(fitting);
        });
    }

    private static <T> Optional<T> read(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (SyntaxException e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.fix()).isNotBlank();
            return Optional.empty();
        }
    }
}

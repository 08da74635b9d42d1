package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How large a regular expression may be that somebody has written: 100,000 steps, 200 groups inside of one another. */
class RegularExpressionTest {

    private static void compile(String regex) {
        RegularExpression.compile(regex, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(x{1000}){100}",
                "(x{10,1000}){100}",
                "((x{10}){10}){1000}",
                "(x{1000}){99}x{1000}",
                "x{0}",
                "(x{0}){1000}",
                "(\\{1000}){99}",
                "((x)){1000}",
                "a{1000}b{1000}",
                "(a|b)(c|d{3,})",
                "x{2,}"
            })
    void upToAHundredThousandStepsItIsCompiled(String regex) {
        assertThatCode(() -> compile(regex)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(x{1000}){101}",
                "(x{2,1000}){101}",
                "(x{1000,}){101}",
                "(x{1000}){100}y",
                "y(x{1000}){100}",
                "(yx{999}z){100}w",
                "((x{10}){11}){1000}",
                "((x{100}){11}){100}",
                "(\\w{1000}){101}",
                "(x{1000}){100})",
                "(x{1000}){100}(y",
                "((x{1000}){100}y"
            })
    void beyondThatItIsRefusedBeforeItIsCompiled(String regex) {
        assertThatThrownBy(() -> compile(regex))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("multiply to more than 100000 steps");
    }

    @ParameterizedTest
    @CsvSource({"200, true", "201, false"})
    void groupsMayBeNestedTwoHundredDeep(int depth, boolean compiled) {
        String regex = "(".repeat(depth) + "a" + ")".repeat(depth);
        if (compiled) {
            assertThat(RegularExpression.compile(regex, 0).matches("a")).isTrue();
        } else {
            assertThatThrownBy(() -> compile(regex))
                    .isInstanceOf(SyntaxException.class)
                    .hasMessageContaining("nested too deeply");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", ")", "a**", "[", "x{1001}", "\\k<a>"})
    void whatIsNoneSaysSo(String regex) {
        assertThatThrownBy(() -> compile(regex)).isInstanceOfSatisfying(SyntaxException.class, wrong -> {
            assertThat(wrong).hasMessageContaining("not a regular expression");
            assertThat(wrong.fix()).contains("put \\ before");
        });
    }
}

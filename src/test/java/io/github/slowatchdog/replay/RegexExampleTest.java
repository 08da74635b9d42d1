package io.github.slowatchdog.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.github.slowatchdog.slo.Selector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made up to fit a rule does fit it. */
class RegexExampleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5..",
                "LIVE|DRY",
                "(?:LIVE|DRY)",
                "(?i).*(halt|signal).*",
                "[a-z]+-[0-9]{3,5}",
                "[^a-z]x?",
                "a{2}b*c+",
                "\\d+\\.\\d+",
                "^v[0-9]+$",
                "(?P<name>x)y",
                "[[:alpha:]]z",
                "[]a]b",
                "",
                ".*",
                "(a|b)(c|d)?",
                "\\w\\s\\W",
                "bot-(canary|live)-[0-9]+"
            })
    void isMatched(String regex) {
        assertThat(RegexExample.of(regex))
                .hasValueSatisfying(text ->
                        assertThat(Pattern.matches(regex, text)).as(text).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "a{", "\\", "(?P<n"})
    void whatIsNoExpressionHasNone(String regex) {
        assertThat(RegexExample.of(regex)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x_total",
                "x{a=\"b\",c!=\"d\",e=~\"f|g\",h!~\"i.*\"}",
                "x{status=~\"5..\",status!=\"500\",job=\"bot\"}",
                "{__name__=~\"a_total|b_total\"}",
                "x{a=\"\"}",
                "x{a!=\"\"}",
                "up{job=~\"vanta-.+\"}",
                "x{a!~\"injected|\"}"
            })
    void aSelectorMatchesTheSeriesMadeUpForIt(String text) {
        Selector selector = Selector.parse(text);
        assertThat(Examples.labels(selector).filter(labels -> !selector.matches(labels)))
                .isEmpty();
    }

    @Test
    void aSelectorThatNothingFitsHasNone() {
        assertThat(Examples.labels(Selector.parse("x{a=\"b\",a=\"c\"}"))).isEmpty();
    }
}

package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubstitutionTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("HOST", "redis", "EMPTY", "", "ODD", "${mode}$1\\");
    private static final Substitution CONFIGURATION =
            Substitution.ofEnvironment(name -> Optional.ofNullable(ENVIRONMENT.get(name)));
    private static final Substitution RULES = CONFIGURATION.withVariables(Map.of(
            "mode",
            Optional.of(new Substitution.Filled("DRY", false)),
            "secret",
            Optional.of(new Substitution.Filled("s3", true)),
            "unread",
            Optional.empty()));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain, plain",
                "$, $",
                "a{b=~\"x$\"}, a{b=~\"x$\"}",
                "${ENV:HOST}, redis",
                "a-${ENV:HOST}-b-${ENV:HOST}, a-redis-b-redis",
                "${ENV:EMPTY}x, x",
                "${ENV:EMPTY:-other}, other",
                "${ENV:NONE:-other}, other",
                "${ENV:NONE:-}x, x",
                "${ENV:NONE:-a:-b$}, a:-b$",
                "${ENV:HOST:-other}, redis",
                "$${ENV:HOST}, ${ENV:HOST}",
                "$$${mode}, $${mode}",
                "${1}, ${1}",
                "${mode}, DRY",
                "== ${mode} ${mode}, == DRY DRY",
            })
    void fills(String written, String expected) throws Substitution.Unresolved {
        assertThat(RULES.fill(written).orElseThrow().text()).isEqualTo(expected);
    }

    @Test
    void doesNotLookIntoWhatItFilledIn() throws Substitution.Unresolved {
        assertThat(RULES.fill("${ENV:ODD}").orElseThrow().text()).isEqualTo("${mode}$1\\");
    }

    @Test
    void remembersWhatCameFromTheEnvironment() throws Substitution.Unresolved {
        assertThat(RULES.fill("${ENV:HOST}").orElseThrow().fromEnvironment()).isTrue();
        assertThat(RULES.fill("${secret} ${mode}").orElseThrow().fromEnvironment())
                .as("also by way of a variable")
                .isTrue();
        assertThat(RULES.fill("${mode}").orElseThrow().fromEnvironment()).isFalse();
    }

    @Test
    void withoutAPhaseScalarsWithVariablesArePassedOver() throws Substitution.Unresolved {
        Substitution unknown = CONFIGURATION.withUnknownVariables();
        assertThat(unknown.fill("== ${mode}")).isEmpty();
        assertThat(unknown.fill("== DRY")).isPresent();
        assertThat(RULES.fill("== ${unread}"))
                .as("a variable whose own problem was told")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"${ENV:NONE}", "${ENV:}", "${ENV:A B}", "${nothing}", "${}", "${mode", "${ENV:HOST", "${a-b}"})
    void refuses(String written) {
        assertThatThrownBy(() -> RULES.fill(written)).isInstanceOf(Substitution.Unresolved.class);
        assertThatThrownBy(() -> CONFIGURATION.fill("${mode}")).isInstanceOf(Substitution.Unresolved.class);
    }
}

package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "== 0;          0;              true",
                "== 0;          1;              false",
                "== 0;          -0.0;           true",
                "!= 0;          1;              true",
                "!= 0;          0;              false",
                "< 5;           4.999;          true",
                "< 5;           5;              false",
                "<= 5;          5;              true",
                "<= 5;          5.0000001;      false",
                "> 5;           5;              false",
                "> 5;           5.1;            true",
                ">= 5;          5;              true",
                ">= 5;          4.9;            false",
                "<5;            4;              true",
                ">=   -2.5e1;   -25;            true",
                "< 0.5%;        0.005;          false",
                "<= 0.5%;       0.005;          true",
                "< 0.5 %;       0.00499999;     true",
                "== 29%;        0.29;           true",
                "in [0, 20];    0;              true",
                "in [0, 20];    20;             true",
                "in [0, 20];    20.1;           false",
                "in [0, 20];    -0.1;           false",
                "in [0%, 5%];   0.05;           true",
                "in [1, 1];     1;              true",
                "< 1e-100000052%; 0;            false",
                "< 5;           NaN;            false",
                "!= 0;          NaN;            false",
                "in [0, 1];     NaN;            false",
                "present;       NaN;            false",
                "!= DRY;        NaN;            false",
                "!~ D.*;        NaN;            false",
                "> 5;           Infinity;       true",
                "< 5;           Infinity;       false",
                "< 5;           -Infinity;      true",
                "in [0, 20];    Infinity;       false",
                "present;       0;              true",
                "absent;        0;              false",
                "== DRY;        0;              false",
                "=~ 2..;        200;            true",
                "=~ 2..;        2000;           false",
            })
    void judgesNumbers(String text, double number, boolean met) {
        assertThat(Expectation.parse(text).isMetBy(Value.of(number))).isEqualTo(met);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "== DRY;            DRY;        true",
                "== DRY;            dry;        false",
                "== DRY;            DRY_RUN;    false",
                "!= LIVE;           DRY;        true",
                "!= LIVE;           LIVE;       false",
                "=~ DRY|PAUSED;     PAUSED;     true",
                "=~ DRY|PAUSED;     XPAUSED;    false",
                "=~ DRY|PAUSED;     DRYX;       false",
                "=~ ^DRY$;          DRY;        true",
                "=~ D;              DRY;        false",
                "!~ LIVE.*;         DRY;        true",
                "!~ LIVE.*;         LIVE_1;     false",
                "!~ LIVE;           LIVE_1;     true",
                "present;           DRY;        true",
                "absent;            DRY;        false",
                "== 0;              0;          true",
                "== 5;              5.0;        true",
                "!= 5;              5;          false",
                "> 10;              203;        true",
                "<= 1;              -1e-3;      true",
                "in [1, 999];       0;          false",
                "< 10;              '';         false",
                "< 10;              ' 5';       false",
                "!= 5;              5 USD;      false",
                "!= 5;              NaN;        false",
                "< 10;              Infinity;   false",
                "< 10;              0x5;        false",
                "< 10;              5d;         false",
                "== \"0\";          0;          true",
                "== ' x ';          ' x ';      true",
            })
    void judgesText(String text, String value, boolean met) {
        assertThat(Expectation.parse(text).isMetBy(Value.of(value))).isEqualTo(met);
    }

    @Test
    void aDotMatchesAnyCharacterAsInPromql() {
        assertThat(Expectation.parse("=~ a.b").isMetBy(Value.of("a\nb"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"== 0", "!= 0", "< 1", "in [0, 1]", "== DRY", "!= DRY", "=~ .*", "!~ x", "present"})
    void whatIsNotThereOrContradictsItselfMeetsNothing(String text) {
        assertThat(Expectation.parse(text).isMetBy(new Value.Absent("no match")))
                .isFalse();
        assertThat(Expectation.parse(text).isMetBy(new Value.Broken("two at once")))
                .isFalse();
    }

    @Test
    void onlyAbsentIsMetByWhatIsNotThere() {
        assertThat(Expectation.parse("absent").isMetBy(new Value.Absent("no match")))
                .isTrue();
        assertThat(Expectation.parse("absent").isMetBy(new Value.Broken("two at once")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';                    it starts with no known operator",
                "0;                     it starts with no known operator",
                "= 0;                   it starts with no known operator",
                "between 1 and 2;       it starts with no known operator",
                "==;                    nothing stands behind ==",
                "< ten;                 < needs a number",
                "<= 5 ms;               <= needs a number",
                "> NaN;                 > needs a number",
                ">= Inf;                >= needs a number",
                "< 1e999;               < needs a number",
                "< 1e999%;              < needs a number",
                "< 1e100000052%;        < needs a number",
                "< 8.5E8888888888885%;  < needs a number",
                "in [1, x];             a range needs two numbers",
                "in [2, 1];             the low end is above the high end",
                "in [1];                it starts with no known operator",
            })
    void saysWhatIsWrongAndHowToPutItRight(String text, String why) {
        assertThatThrownBy(() -> Expectation.parse(text)).isInstanceOfSatisfying(SyntaxException.class, wrong -> {
            assertThat(wrong).hasMessageContaining(why);
            assertThat(wrong.fix()).contains("== 0").contains("in [0, 20]").contains("absent");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "=~ (, not a regular expression, put \\ before",
        "=~ (?<a>x)\\k<a>, not a regular expression, put \\ before",
        "=~ (a{1000}){101}, the {counts} of the regular expression multiply, smaller counts",
        "'=~ a{,99}((x|bc){1000,}){50,60}', the {counts} of the regular expression multiply, smaller counts",
    })
    void saysWhatIsWrongWithARegularExpression(String text, String why, String fix) {
        assertThatThrownBy(() -> Expectation.parse(text)).isInstanceOfSatisfying(SyntaxException.class, wrong -> {
            assertThat(wrong).hasMessageContaining(why);
            assertThat(wrong.fix()).contains(fix);
        });
    }

    @Test
    void aRegularExpressionMayBeLargeButNotDeep() {
        Expectation counted = Expectation.parse("=~ [0-9]{1,100}-[a-f]{8}(-[a-f]{4}){3}(x{100}){10}\\{1000}");
        assertThat(counted.isMetBy(Value.of("1-" + "a".repeat(8) + "-aaaa".repeat(3) + "x".repeat(1000) + "{1000}")))
                .isTrue();
        assertThatThrownBy(() -> Expectation.parse("=~ " + "(".repeat(3000) + "a" + ")".repeat(3000)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("nested too deeply");
    }

    @Test
    void regularExpressionsRunInLinearTimeOnHostileText() {
        Expectation hostile = Expectation.parse("=~ (a+)+b");
        Value text = Value.of("a".repeat(20_000));
        // backtracking would need 2^20000 steps
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(hostile.isMetBy(text)).isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "== 0, 1, true",
        "== 0, 0, false",
        "== 2, 1, false",
        "== 2, 3, true",
        "< 2, 2, true",
        "< 2, 1, false",
        "<= 2, 2, false",
        "<= 2, 3, true",
        ">= 2, 1, false",
        "> 2, 1, false",
        "!= 2, 2, false",
        "'in [1, 3]', 4, true",
        "'in [1, 3]', 3, false",
        "'in [1, 3]', 0, false",
        "== DRY, 1, false"
    })
    void knowsWhichMissMoreEventsCannotCure(String text, double count, boolean misses) {
        assertThat(Expectation.parse(text).missesFrom(Value.of(count))).isEqualTo(misses);
    }

    @Test
    void theWorstOfSeveralIsTheFurthestOnTheWrongSide() {
        assertWorse("< 5", 9, 6);
        assertWorse(">= 5", 1, 4);
        assertWorse("== 0", -3, 2);
        assertWorse("== 10", -3, 20);
        assertWorse("!= 0", 0, 1);
        assertWorse("in [0, 10]", -7, 12);
        assertWorse("< 5", Double.NaN, 1e300);
        assertWorse("in [0, 10]", Double.NaN, 1e300);
    }

    private static void assertWorse(String text, double worse, double better) {
        Expectation expect = Expectation.parse(text);
        assertThat(expect.badness(Value.of(worse)))
                .as("%s: %s before %s", text, worse, better)
                .isGreaterThan(expect.badness(Value.of(better)));
    }

    @Test
    void showsABoundWhereThereIsOne() {
        assertThat(Expectation.parse("< 0.5%").threshold()).isEqualTo(OptionalDouble.of(0.005));
        assertThat(Expectation.parse("in [1, 9]").threshold()).isEqualTo(OptionalDouble.of(9));
        assertThat(Expectation.parse("== DRY").threshold()).isEmpty();
        assertThat(Expectation.parse("  == 0 ").text()).isEqualTo("== 0");
    }

    @Test
    void textIsEitherAsExpectedOrNot() {
        Expectation dry = Expectation.parse("== DRY");
        assertThat(dry.badness(Value.of("LIVE"))).isGreaterThan(dry.badness(Value.of("DRY")));
        assertThat(dry.badness(Value.of("DRY"))).isZero();
    }

    @ParameterizedTest
    @CsvSource({"== 0, true", "'in [0, 1]', true", "== DRY, false", "=~ D.*, false", "present, false"})
    void knowsWhetherItIsAboutNumbers(String text, boolean numbers) {
        assertThat(Expectation.parse(text).judgesNumbers()).isEqualTo(numbers);
    }

    @Test
    void isTheSameAsOneThatIsWrittenTheSame() {
        assertThat(Expectation.parse("=~ D.*"))
                .isEqualTo(Expectation.parse("=~ D.*"))
                .hasSameHashCodeAs(Expectation.parse("=~ D.*"))
                .isNotEqualTo(Expectation.parse("=~ L.*"))
                .isNotEqualTo(Expectation.parse("!~ D.*"))
                .isNotEqualTo("=~ D.*");
        assertThat(Expectation.parse("=~ D.*").hashCode())
                .isNotEqualTo(Expectation.parse("=~ L.*").hashCode());
    }

    @Test
    void nothingCanBeMeantByQuotes() {
        assertThat(Expectation.parse("== \"\"").isMetBy(Value.of(""))).isTrue();
        assertThat(Expectation.parse("== \"").isMetBy(Value.of("\""))).isTrue();
    }
}

package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "up|up",
                "  up  |up",
                "job:rate_5m:sum|job:rate_5m:sum",
                "up{}|up",
                "azAZ_09:09|azAZ_09:09",
                "x{azAZ_09=\"1\"}|x{azAZ_09=\"1\"}",
                "up{job=\"bot\"}|up{job=\"bot\"}",
                "up { job = 'bot' , instance != \"a\" , }|up{job=\"bot\",instance!=\"a\"}",
                "http{code=~\"5..\",path!~`/a\\d`}|http{code=~\"5..\",path!~\"/a\\\\d\"}",
                "{__name__=~\"a.b\"}|{__name__=~\"a.b\"}",
                "x{a=\"q\\\"\\\\\\n\\t\"}|x{a=\"q\\\"\\\\\\n\t\"}",
                "x{a=''}|x{a=\"\"}",
                "x{a='}'}|x{a=\"}\"}",
            })
    void readsAndWritesItInOneCanonicalWay(String text, String canonical) {
        assertThat(Selector.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "~~;                        expected a metric name at character 1",
                "5xx;                       expected a metric name at character 1",
                "rate(x[5m]);               unexpected '(' at character 5",
                "x[5m];                     unexpected '[' at character 2",
                "x offset 5m;               unexpected 'o' at character 3",
                "x == 1;                    unexpected '=' at character 3",
                "x{job};                    expected one of = != =~ !~ at character 6",
                "x{job=bot};                expected a quoted value at character 7",
                "x{job=\"bot};              the quote is not closed",
                "x{job=\"bot\\;             the quote is not closed",
                "x{job=\"bot\";             expected ',' or '}' at character 12",
                "x{} y;                     unexpected 'y' at character 5",
                "x@;                        unexpected '@' at character 2",
                "x[;                        unexpected '[' at character 2",
                "x`;                        unexpected '`' at character 2",
                "x|;                        unexpected '|' at character 2",
                "x/;                        unexpected '/' at character 2",
                "x{,};                      expected a label name at character 3",
                "x{a:b=\"c\"};              expected one of = != =~ !~ at character 4",
                "x{job=\"\\d\"};            unknown escape '\\d' (a backslash is written \\\\)",
                "x{job=~\"(\"};             not a regular expression",
                "{};                        it matches every series",
                "{job=~\".*\"};             it matches every series",
                "{job!=\"a\"};              it matches every series",
            })
    void saysWhatIsWrongAndWhere(String text, String why) {
        assertThatThrownBy(() -> Selector.parse(text)).isInstanceOfSatisfying(SyntaxException.class, wrong -> {
            assertThat(wrong).hasMessageContaining(why).hasMessageContaining("of " + Labels.quoted(text));
            assertThat(wrong.fix()).contains("`expr`");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'x{a=\"1\"}', true",
        "'x{a!=\"1\"}', false",
        "'x{b=\"\"}', true",
        "'x{b!=\"\"}', false",
        "'x{b=~\".*\"}', true",
        "'x{b=~\".+\"}', false",
        "'x{b!~\".+\"}', true",
        "'x{a=~\"1|2\"}', true",
        "'x{a=~\"[0-9]\"}', true",
        "'x{long=~\"abc\"}', false",
        "'x{long=~\"abc.*\"}', true",
        "'x{long!~\"abc\"}', true",
        "y, false",
        "'{a=\"1\"}', true",
        "'x{a=\"1\",b=\"2\"}', false"
    })
    void aMissingLabelIsEmptyAndExpressionsAreAnchored(String selector, boolean matches) {
        Labels labels = Labels.of(Labels.NAME, "x", "a", "1", "long", "abcdef");
        assertThat(Selector.parse(selector).matches(labels)).isEqualTo(matches);
    }

    @Test
    void aDotMatchesAnyCharacterAsInPromql() {
        assertThat(Selector.parse("x{a=~\"1.2\"}").matches(Labels.of(Labels.NAME, "x", "a", "1\n2")))
                .isTrue();
    }

    @Test
    void readsBackWhatItWroteWhateverTheLabelsHold() {
        Random random = new Random(20261121);
        String alphabet = "ab\"\\'`\n\t{},=~!x ü|.*";
        for (int round = 0; round < 2000; round++) {
            List<Matcher> matchers = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                StringBuilder value = new StringBuilder();
                random.ints(random.nextInt(8), 0, alphabet.length()).forEach(at -> value.append(alphabet.charAt(at)));
                Matcher.Op op = random.nextBoolean() ? Matcher.Op.EQUAL : Matcher.Op.NOT_EQUAL;
                matchers.add(new Matcher("l" + i, op, value.toString()));
            }
            Selector written = Selector.of("metric", matchers);
            assertThat(Selector.parse(written.toString()))
                    .as("round %s: %s", round, written)
                    .isEqualTo(written)
                    .hasToString(written.toString());
        }
    }

    @Test
    void tellsWhatItAsksFor() {
        Selector selector = Selector.parse("http{code=\"500\",code=\"501\",path!=\"/\",host=\"\",job=~\"a\"}");
        assertThat(selector.metric()).isEqualTo("http");
        assertThat(selector.matchers())
                .extracting(Matcher::label)
                .containsExactly("code", "code", "path", "host", "job");
        assertThat(selector.matchers())
                .extracting(Matcher::op)
                .startsWith(Matcher.Op.EQUAL)
                .endsWith(Matcher.Op.MATCH);
        assertThat(selector.matchers()).extracting(Matcher::value).containsExactly("500", "501", "/", "", "a");
        assertThat(selector.equalities()).as("one value of a label, the first").isEqualTo(Map.of("code", "500"));
        assertThat(Selector.parse("{__name__=\"up\",job=\"bot\"}").equalities()).isEqualTo(Map.of("job", "bot"));
    }

    @Test
    void withOneMoreMatcherItAsksForLess() {
        Selector narrow = Selector.parse("up").and(new Matcher("job", Matcher.Op.EQUAL, "bot"));
        assertThat(narrow)
                .isEqualTo(Selector.parse("up{job=\"bot\"}"))
                .hasSameHashCodeAs(Selector.parse("up{job=\"bot\"}"));
        assertThat(narrow).isNotEqualTo(Selector.parse("up")).isNotEqualTo(Selector.parse("down{job=\"bot\"}"));
        assertThat(narrow).isNotEqualTo("up{job=\"bot\"}");
        assertThat(narrow.hashCode()).isNotEqualTo(Selector.parse("up").hashCode());
    }

    @ParameterizedTest
    @CsvSource({"job, EQUAL, a", "job, NOT_EQUAL, bot", "host, EQUAL, bot"})
    void matchersAreApartByLabelOperatorAndValue(String label, Matcher.Op op, String value) {
        Matcher bot = new Matcher("job", Matcher.Op.EQUAL, "bot");
        assertThat(bot).isNotEqualTo(new Matcher(label, op, value)).isNotEqualTo("job");
        assertThat(bot.hashCode()).isNotEqualTo(new Matcher(label, op, value).hashCode());
        assertThat(bot).isEqualTo(new Matcher("job", Matcher.Op.EQUAL, "bot"));
    }
}

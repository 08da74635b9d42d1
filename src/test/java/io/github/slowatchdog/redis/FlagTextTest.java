package io.github.slowatchdog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.stop.FlagDocument;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC 7.1: what is not ours stays, to the last character. */
class FlagTextTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private final FlagText text = new FlagText(FlagDocument.standard());

    @Test
    void writesIntoNothing() {
        assertThat(stopped(Content.ABSENT))
                .contains("\"mode\":\"DRY\"", "\"emergency_stop\":true", "\"updated_at\":1800000000");
        assertThat(text.saysStop(text.stopped(Content.ABSENT, NOW))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "12345678901234567890123456789",
                "0.10",
                "1e400",
                "1.0E+2",
                "-0",
                "\"a\\u0041\\/\\ud83d\\ude00 é \"",
                "null",
                "[ 1 , {\"a\" : [ ] } ]",
                "{\"mode\":\"LIVE\",\"emergency_stop\":false}"
            })
    void keepsEveryCharacterOfOthers(String value) {
        Content flag = Content.text(
                "{ \"x\" : " + value + " ,\"mode\":\"LIVE\",\"emergency_stop\":false, \"y\":" + value + "}");

        String stopped = stopped(flag);

        assertThat(stopped)
                .isEqualTo("{\"x\":" + value + ",\"mode\":\"DRY\",\"emergency_stop\":true,\"y\":" + value
                        + ",\"updated_at\":1800000000}");
        assertThat(text.released(Content.text(stopped), NOW).text())
                .contains(stopped.replace("\"emergency_stop\":true", "\"emergency_stop\":false"));
    }

    /** Some parsers take the first member of a name, others the last. */
    @Test
    void aMemberThatIsThereTwiceSaysNothing() {
        Content flag = Content.text(
                "{\"emergency_stop\":false,\"mode\":\"LIVE\",\"mode\":\"DRY\",\"emergency_stop\":true,\"x\":1,\"x\":2}");
        assertThat(text.saysStop(flag)).isFalse();
        assertThat(stopped(flag))
                .isEqualTo("{\"emergency_stop\":true,\"mode\":\"DRY\",\"x\":2,\"updated_at\":1800000000}");
        assertThat(text.saysStop(text.stopped(flag, NOW))).isTrue();
        assertThat(text.saysStop(Content.text("{\"mode\":\"DRY\",\"emergency_stop\":true,\"x\":1,\"x\":2}")))
                .as("what others repeat is theirs")
                .isTrue();
    }

    @Test
    void keepsHalfACharacterInAName() {
        assertThat(stopped(Content.text("{\"a\\ud800\":1,\"\\udc00b\\ud83d\\ude00\":2}")))
                .startsWith("{\"a\\ud800\":1,\"\\udc00b\uD83D\uDE00\":2,");
    }

    @Test
    void keepsNumbersLongerThanAnyLimit() {
        String number = "9".repeat(5000);

        assertThat(stopped(Content.text("{\"x\":" + number + "}"))).contains("\"x\":" + number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "12",
                "\"DRY\"",
                "DRY",
                "{",
                "{\"a\":}",
                "{\"a\":1}}",
                "{\"a\":1} x",
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":\"\\x\"}"
            })
    void replacesWhatIsNoObject(String value) {
        assertThat(text.saysStop(Content.text(value))).isFalse();
        assertThat(text.stopped(Content.text(value), NOW)).isEqualTo(text.stopped(Content.ABSENT, NOW));
    }

    @Test
    void replacesWhatIsNoText() {
        Content latin = Content.of(new byte[] {'{', '"', (byte) 0xe9, '"', ':', '1', '}'});

        assertThat(latin.text()).isEmpty();
        assertThat(latin.shown()).startsWith("{\"");
        assertThat(latin.bytes()).hasSize(7);
        assertThat(text.stopped(latin, NOW)).isEqualTo(text.stopped(Content.ABSENT, NOW));
        assertThat(text.stopped(Content.OTHER, NOW)).isEqualTo(text.stopped(Content.ABSENT, NOW));
    }

    @Test
    void ofANameThatIsThereTwiceTheLastOneCounts() {
        Content flag = Content.text("{\"emergency_stop\":true,\"mode\":\"DRY\",\"emergency_stop\":false}");

        assertThat(text.saysStop(flag)).isFalse();
        assertThat(stopped(flag)).containsOnlyOnce("emergency_stop");
    }

    @ParameterizedTest
    @CsvSource({
        "{\"mode\":\"DRY\";\"emergency_stop\":true}, true",
        "{\"emergency_stop\":true;\"mode\":\"DRY\";\"updated_at\":0}, true",
        "{\"mode\":\"DRY\";\"emergency_stop\":false}, false",
        "{\"mode\":\"LIVE\";\"emergency_stop\":true}, false",
        "{\"mode\":\"DRY\";\"emergency_stop\":\"true\"}, false",
        "{\"mode\":\"DRY\";\"emergency_stop\":1}, false",
        "{\"mode\":\"DRY\"}, false",
        "{\"emergency_\\u0073top\":true;\"mode\":\"D\\u0052Y\"}, true"
    })
    void saysStopOnlyWithEveryField(String flag, boolean stop) {
        assertThat(text.saysStop(Content.text(flag.replace(';', ',')))).isEqualTo(stop);
    }

    /** R11: a bot may ignore a flag that is older than the one it has. */
    @ParameterizedTest
    @CsvSource({
        "1696176000, 1800000000",
        "1800000500, 1800000500",
        "1800000500.5, 1800000501",
        "1800000000123, 1800000000123",
        "-5, 1800000000",
        "\"1900000000\", 1800000000",
        "null, 1800000000",
        "1e300, 1800000000",
        "1e999999999, 1800000000",
        "1e100000000, 1800000000",
        "1e-100000000, 1800000000",
        "-1e100000000, 1800000000",
        "123456789012345678901234567890, 1800000000"
    })
    void updatedAtNeverGoesBack(String before, String after) {
        Content flag = Content.text("{\"updated_at\":" + before + "}");

        assertThat(stopped(flag)).contains("\"updated_at\":" + after + (after.endsWith("}") ? "" : ","));
    }

    @Test
    void fieldsOfChoice() {
        FlagText own = new FlagText(new FlagDocument(
                Map.of("halt", Map.of("on", true, "level", 2)), Map.of("halt", Map.of("on", false, "level", 0))));

        Content stopped = own.stopped(Content.text("{\"mode\":\"LIVE\"}"), NOW);

        assertThat(own.saysStop(stopped)).isTrue();
        assertThat(stopped.text().orElseThrow()).contains("\"mode\":\"LIVE\"");
        assertThat(own.saysStop(own.released(stopped, NOW))).isFalse();
    }

    /** Whatever bytes are there: a stop can be written, says stop, and nothing is thrown. */
    @Test
    void anyBytes() {
        Random random = new Random(7);
        String alphabet = "{}[]\",:\\u0041tfn123.eE-+ aé\n";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder value = new StringBuilder(random.nextBoolean() ? "{\"a\":" : "");
            int length = random.nextInt(24);
            for (int i = 0; i < length; i++) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Content flag =
                    Content.text(value.append(random.nextBoolean() ? "}" : "").toString());

            Content stopped = text.stopped(flag, NOW);

            assertThat(text.saysStop(stopped))
                    .as("%s -> %s", value, stopped.raw())
                    .isTrue();
            assertThat(text.stopped(stopped, NOW)).isEqualTo(stopped);
        }
    }

    private String stopped(Content flag) {
        return text.stopped(flag, NOW).text().orElseThrow();
    }
}

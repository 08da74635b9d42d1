package io.github.slowatchdog.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class TextFormatTest {

    private static final String START = "2026-11-21T11:22:33.456Z WARN  ";

    private static String line(Entry entry) {
        return new TextFormat().line(entry);
    }

    static List<Map.Entry<Entry, String>> golden() {
        return List.of(
                Map.entry(
                        Entries.event("verdict changed", "slo", "duplicate_intents", "from", "pass", "to", "breach"),
                        START + "verdict changed slo=duplicate_intents from=pass to=breach"),
                Map.entry(
                        Entries.event("numbers", "a", 1, "b", 0.5, "c", true, "d", Double.NaN),
                        START + "numbers a=1 b=0.5 c=true d=NaN"),
                Map.entry(
                        Entries.event("quoted", "why", "value 1, expected == 0"),
                        START + "quoted why=\"value 1, expected == 0\""),
                Map.entry(Entries.event("empty", "slo", ""), START + "empty slo=\"\""),
                Map.entry(
                        Entries.event("list", "samples", List.of("0@10:00:00Z", "1@10:00:15Z")),
                        START + "list samples=\"0@10:00:00Z, 1@10:00:15Z\""),
                Map.entry(Entries.event("map", "labels", Map.of("team", "a b")), START + "map labels=\"team: a b\""),
                Map.entry(
                        Entries.event("selector", "query", "x{a=\"1\"}"), START + "selector query=\"x{a=\\\"1\\\"}\""),
                Map.entry(Entries.event("unicode", "name", "größe"), START + "unicode name=größe"),
                Map.entry(Entries.event("key", "a b=c\n", 1), START + "key a_b_c_=1"),
                Map.entry(Entries.event("a=b", "c", 1), START + "\"a=b\" c=1"),
                Map.entry(
                        Entries.of(Level.ERROR, "io.vertx.core.Thing", "it broke", false),
                        "2026-11-21T11:22:33.456Z ERROR it broke logger=io.vertx.core.Thing"));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void readsLikeThis(Map.Entry<Entry, String> expected) {
        assertThat(line(expected.getKey())).isEqualTo(expected.getValue());
    }

    @Test
    void anExceptionStaysOnItsLine() {
        IllegalStateException error = new IllegalStateException("bad\nstate", new RuntimeException("deeper"));
        Entry entry = new Entry(Entries.AT, Level.ERROR, "x", "failed", false, Map.of(), Optional.of(error));
        assertThat(line(entry))
                .contains("error=\"java.lang.IllegalStateException: bad\\nstate; caused by"
                        + " java.lang.RuntimeException: deeper\" stack=\"io.github.slowatchdog.log.TextFormatTest.")
                .doesNotContain("\n");
    }

    /** A label value of a bot must not be able to write a line, or a field, of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\n2026-11-21T11:22:33.456Z INFO  released by=mallory",
                "x\r\nforged",
                "x\" to=pass y=\"",
                "x\\\" to=pass",
                "x to=pass",
                "\u001b[2K\u001b[1A",
                "\u0085\u2028\u2029",
                "\u202eoverride",
                "\ud800",
                "\u0000",
            })
    void nothingCanBeForged(String hostile) {
        thenIsOneLineOfTwoFields(hostile);
    }

    @Test
    void nothingCanBeForgedByRandomText() {
        Random random = new Random(20261121);
        String alphabet = "ab=\" \\\n\r\t\u0000\u001b\u0085\u2028\u202e\ud83d\ude00é,{}";
        for (int round = 0; round < 5000; round++) {
            StringBuilder hostile = new StringBuilder();
            random.ints(random.nextInt(20), 0, alphabet.length()).forEach(i -> hostile.append(alphabet.charAt(i)));
            thenIsOneLineOfTwoFields(hostile.toString());
        }
    }

    private static void thenIsOneLineOfTwoFields(String hostile) {
        String line = line(Entries.event("verdict changed", "value", hostile, "end", 1));
        assertThat(line.codePoints().noneMatch(Escapes::isHazard)).as(line).isTrue();
        assertThat(line)
                .matches(Pattern.quote(START) + "verdict changed value=(\"([^\"\\\\]|\\\\.)*\"|[^\\s=\"\\\\]+) end=1");
    }

    @Test
    void aMessageCannotForgeAFieldEither() {
        assertThat(line(Entries.event("x slo=mode\nforged"))).isEqualTo(START + "\"x slo=mode\\nforged\"");
    }

    @Test
    void longValuesAndLinesAreCutAndSaySo() {
        String line = line(Entries.event("long", "value", "x".repeat(100_000), "end", 1));
        assertThat(line).hasSizeLessThan(5_000).endsWith("...(95904 more)\" end=1");
        Object[] many = new Object[2000];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "key" + i;
            many[i + 1] = "x".repeat(1000);
        }
        assertThat(line(Entries.event("many", many))).hasSizeLessThan(25_000).matches(".* fields_left_out=\\d+");
    }

    /** The newest samples come last, and they are what a breach is about. */
    @Test
    void longListsKeepTheirEnd() {
        List<String> samples =
                IntStream.range(0, 1000).mapToObj(i -> "sample " + i).toList();
        assertThat(line(Entries.event("x", "samples", samples)))
                .contains(" samples=\"(")
                .contains(" left out), sample ")
                .endsWith("sample 998, sample 999\"")
                .hasSizeLessThan(5_000);
        assertThat(line(Entries.event("x", "samples", List.of("a", "b".repeat(10_000)))))
                .contains("(1 left out), bbbb")
                .hasSizeLessThan(5_000);
    }
}

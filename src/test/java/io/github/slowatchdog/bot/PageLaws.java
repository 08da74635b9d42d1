package io.github.slowatchdog.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Selector;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What holds for whatever a bot may send, be it a page or not. Any exception but {@link MalformedExposition} is a mistake of ours, and
 * so is a law that does not hold.
 */
final class PageLaws {

    private static final long AT = 1_700_000_000_000L;

    private PageLaws() {}

    /** The parser's laws, in one of the formats. */
    static void parser(ExpositionParser.Format format, byte[] page) {
        Optional<List<Pages.Sample>> asked = read(format, page, true);
        Optional<List<Pages.Sample>> unasked = read(format, page, false);
        assertThat(unasked.isPresent())
                .as("a page is right or wrong whether or not somebody asks for its series")
                .isEqualTo(asked.isPresent());
        unasked.ifPresent(none -> assertThat(none).isEmpty());
        if (format == ExpositionParser.Format.TEXT) {
            inPieces(page, asked);
        }
        asked.ifPresent(samples -> assertThat(read(ExpositionParser.Format.TEXT, written(samples), true))
                .as("written down and read again")
                .contains(samples));
    }

    /** What is collected of a page is what the parser read, but for the times in the future. */
    static void reader(byte[] page) {
        Needs needs = Needs.LEAST.and(List.of(Selector.parse("a"), Selector.parse("b")));
        Roster roster = new Roster();
        PageReader reader = new PageReader(needs, new Names(Set.of("a", "c")), roster.begin(), AT);
        Optional<List<Pages.Sample>> all = read(ExpositionParser.Format.TEXT, page, true);
        try {
            ExpositionParser.parse(page, ExpositionParser.Format.TEXT, Map.of(), roster, reader);
        } catch (MalformedExposition e) {
            requireTold(e, page);
            return; // more is refused here: a series that is there twice
        }
        Page read = reader.page(Labels.of(Labels.NAME, Needs.UP), PageIndex.EMPTY);
        for (String metric : List.of("a", "b", Needs.START)) {
            Map<Labels, Long> expected = all.orElseThrow().stream()
                    .filter(sample -> sample.labels().get(Labels.NAME).equals(metric))
                    .collect(Collectors.groupingBy(Pages.Sample::labels, Collectors.counting()));
            Selector selector = Selector.parse(metric);
            assertThat(read.series(selector).stream()
                            .collect(Collectors.toMap(one -> one.labels(), one -> (long) one.size())))
                    .as(metric)
                    .isEqualTo(expected);
        }
        assertThat(reader.ahead()).isNotNegative();
        assertThat(reader.shown()).hasSizeLessThanOrEqualTo(Acquaintance.KEPT);
    }

    /** Lines of the text format know nothing of each other: cut at any of their ends, the parts say together what the whole says. */
    private static void inPieces(byte[] page, Optional<List<Pages.Sample>> whole) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < page.length; i++) {
            if (page[i] == '\n') {
                ends.add(i + 1);
            }
        }
        if (ends.isEmpty()) {
            return;
        }
        int cut = ends.get(Math.floorMod(Arrays.hashCode(page), ends.size()));
        Optional<List<Pages.Sample>> first = read(ExpositionParser.Format.TEXT, Arrays.copyOf(page, cut), true);
        Optional<List<Pages.Sample>> second =
                read(ExpositionParser.Format.TEXT, Arrays.copyOfRange(page, cut, page.length), true);
        Optional<List<Pages.Sample>> both = first.flatMap(some -> second.map(more -> {
            List<Pages.Sample> together = new ArrayList<>(some);
            together.addAll(more);
            return together;
        }));
        assertThat(both).as("cut behind byte %s", cut).isEqualTo(whole);
    }

    private static Optional<List<Pages.Sample>> read(ExpositionParser.Format format, byte[] page, boolean needed) {
        byte[] before = page.clone();
        try {
            Roster roster = new Roster();
            List<Pages.Sample> samples = Pages.read(format, page, roster, name -> needed);
            assertThat(Pages.read(format, page, roster, name -> needed))
                    .as("the same page again")
                    .isEqualTo(samples);
            return Optional.of(samples);
        } catch (MalformedExposition e) {
            requireTold(e, page);
            return Optional.empty();
        } finally {
            assertThat(page).as("only looked at").isEqualTo(before);
        }
    }

    private static void requireTold(MalformedExposition refusal, byte[] page) {
        String message = String.valueOf(refusal.getMessage());
        assertThat(message)
                .matches("(?s)line \\d+: .*")
                .doesNotContainPattern("\\p{Cntrl}")
                .hasSizeLessThan(400);
        int lines = 1;
        for (byte b : page) {
            lines += b == '\n' ? 1 : 0;
        }
        assertThat(Integer.parseInt(message.substring(5, message.indexOf(':'))))
                .as(message)
                .isBetween(1, lines);
    }

    private static byte[] written(List<Pages.Sample> samples) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        for (Pages.Sample sample : samples) {
            String labels = sample.labels().map().entrySet().stream()
                    .filter(label -> !label.getKey().equals(Labels.NAME))
                    .map(label -> "," + quoted(label.getKey()) + "=" + quoted(label.getValue()))
                    .collect(Collectors.joining());
            String name = quoted(sample.labels().get(Labels.NAME));
            String time = sample.millis().isPresent() ? " " + sample.millis().getAsLong() : "";
            String value = Double.toString(sample.value()).replace("Infinity", "Inf");
            page.writeBytes(("{" + name + labels + "} " + value + time + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return page.toByteArray();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}

package io.github.slowatchdog.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is asked for together is what was asked for apart, and each gets its own. */
class BatchesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<String> VALUES =
            List.of("1", "2", "a.b", "a|b", "(x", "$^", "c\\d", "say \"hi\"", "two\nlines", "[x]{2}*+?", "\u00fcber");

    private static List<Batch> batches(String... selectors) {
        return Batches.of(Stream.of(selectors).map(Selector::parse).toList(), 100);
    }

    private static List<String> asked(List<Batch> batches) {
        return batches.stream().map(batch -> batch.selector().toString()).toList();
    }

    private static Series series(Labels labels) {
        return Series.of(labels).add(NOON, 1).build();
    }

    @Test
    void namesAreJoinedWhereAllElseIsEqual() {
        assertThat(asked(batches("a_total{job=\"x\"}", "b_total{job=\"x\"}", "c_total", "d_total")))
                .containsExactly("{__name__=~\"a_total|b_total\",job=\"x\"}", "{__name__=~\"c_total|d_total\"}");
    }

    @Test
    void valuesOfALabelAreJoinedWhereAllElseIsEqual() {
        assertThat(asked(batches("a{id=\"1\",s=~\"5..\"}", "a{s=~\"5..\",id=\"2.5\"}", "a{id=\"3\",s=~\"4..\"}")))
                .containsExactly("a{id=~\"1|2\\\\.5\",s=~\"5..\"}", "a{id=\"3\",s=~\"4..\"}");
    }

    @Test
    void allCombinationsAreOneQuestion() {
        assertThat(asked(batches("a{id=\"1\"}", "b{id=\"2\"}", "b{id=\"1\"}", "a{id=\"2\"}")))
                .containsExactly("{__name__=~\"a|b\",id=~\"1|2\"}");
    }

    @Test
    void aCombinationThatNobodyAskedForIsNotAskedFor() {
        assertThat(batches("a{id=\"1\"}", "b{id=\"2\"}")).hasSize(2);
    }

    @Test
    void aPartOfAnotherIsNotAskedForTwice() {
        assertThat(asked(batches("a{status=~\"5..\"}", "a", "b{job=\"x\"}"))).containsExactly("a", "b{job=\"x\"}");
        assertThat(asked(batches("a{status=~\"5..\"}", "a", "b{status=~\"5..\"}", "b")))
                .containsExactly("{__name__=~\"a|b\"}");
        assertThat(asked(batches("a{x=\"1\",y=\"2\"}", "a{y=\"2\",x=\"1\"}"))).hasSize(1);
    }

    @Test
    void oneAloneIsAskedForAsItWasWritten() {
        assertThat(asked(batches("{__name__=\"a\",x!=\"1\"}"))).containsExactly("{__name__=\"a\",x!=\"1\"}");
    }

    @Test
    void aThousandNamesAreTenQuestionsOfBoundedLength() {
        List<Selector> selectors = IntStream.range(0, 1000)
                .mapToObj(i -> Selector.parse("some_metric_of_the_bot_" + i + "_total"))
                .toList();
        assertThat(Batches.of(selectors, 100)).hasSize(10);
        assertThat(Batches.of(selectors, 1)).hasSize(1000).allMatch(Batch::isAlone);
        List<Selector> longOnes = IntStream.range(0, 200)
                .mapToObj(i -> Selector.parse("x".repeat(500) + i))
                .toList();
        assertThat(Batches.of(longOnes, 100))
                .hasSizeLessThan(20)
                .allSatisfy(batch -> assertThat(batch.selector().toString()).hasSizeLessThan(9_000));
    }

    @Test
    void namesByIdsAreTenQuestionsToo() {
        List<Selector> selectors = IntStream.range(0, 1000)
                .mapToObj(i -> Selector.parse("m" + i % 20 + "_total{id=\"" + i / 20 + "\"}"))
                .toList();
        assertThat(Batches.of(selectors, 100)).hasSizeLessThanOrEqualTo(15);
    }

    @Test
    void anyMixMatchesWhatItsMembersMatchAndIsDividedAmongThem() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Labels> universe =
                    Stream.generate(() -> labels(random)).limit(60).distinct().toList();
            List<Selector> selectors = Stream.generate(() -> selector(random))
                    .limit(1 + random.nextInt(40))
                    .toList();
            List<Batch> batches = Batches.of(selectors, 2 + random.nextInt(30));

            assertThat(batches.stream().flatMap(batch -> batch.members().stream()))
                    .as("seed %s", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            selectors.stream().distinct().toList());
            for (Batch batch : batches) {
                check(seed, batch, universe);
            }
        }
    }

    private static void check(int seed, Batch batch, List<Labels> universe) {
        // as the server reads it
        Selector asked = Selector.parse(batch.selector().toString());
        List<Series> found = universe.stream()
                .filter(asked::matches)
                .map(BatchesTest::series)
                .toList();
        assertThat(found)
                .as("seed %s: %s of %s", seed, asked, batch.members())
                .extracting(Series::labels)
                .containsExactlyElementsOf(universe.stream()
                        .filter(labels -> batch.members().stream().anyMatch(one -> one.matches(labels)))
                        .toList());
        batch.divide(found)
                .ifPresent(parts -> batch.members()
                        .forEach(member -> assertThat(parts.get(member))
                                .as("seed %s: %s of %s", seed, member, asked)
                                .containsExactlyElementsOf(found.stream()
                                        .filter(series -> member.matches(series.labels()))
                                        .toList())));
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static Labels labels(Random random) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(Labels.NAME, any(random, List.of("m", "n", "o", "ns:p")));
        for (String label : List.of("a", "b", "c")) {
            if (random.nextInt(3) > 0) {
                labels.put(label, any(random, VALUES));
            }
        }
        return new Labels(labels);
    }

    private static Selector selector(Random random) {
        List<Matcher> matchers = new ArrayList<>();
        for (String label : List.of("a", "b", "c", "a")) {
            int kind = random.nextInt(9);
            if (kind < 3) {
                matchers.add(new Matcher(label, Matcher.Op.EQUAL, any(random, VALUES)));
            } else if (kind == 3) {
                matchers.add(
                        new Matcher(label, any(random, List.of(Matcher.Op.values())), any(random, List.of("", "1"))));
            } else if (kind == 4) {
                matchers.add(new Matcher(label, Matcher.Op.MATCH, any(random, List.of("1|2", "a.b", ".+", ".*"))));
            }
        }
        return random.nextInt(8) == 0
                ? Selector.of(
                        "",
                        Stream.concat(
                                        Stream.of(new Matcher(
                                                Labels.NAME, Matcher.Op.MATCH, any(random, List.of("m", "n|o")))),
                                        matchers.stream())
                                .toList())
                : Selector.of(any(random, List.of("m", "n", "o", "ns:p")), matchers);
    }

    @Test
    void anAnswerWithoutALabelThatWasAskedForIsNotDivided() {
        Batch batch = batches("m{replica=\"a\"}", "m{replica=\"b\"}").get(0);
        assertThat(batch.divide(List.of(series(Labels.of(Labels.NAME, "m"))))).isEmpty();

        Batch part = batches("m", "m{replica=\"a\"}").get(0);
        assertThat(part.divide(List.of(series(Labels.of(Labels.NAME, "m"))))).isEmpty();
        assertThat(part.divide(List.of())).isPresent();
        assertThat(part.divide(List.of(series(Labels.of(Labels.NAME, "m", "replica", "b")))))
                .isPresent();
    }
}

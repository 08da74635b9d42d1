package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an objective is, how its indicator is told, and what its evidence holds (SPEC 1, 2 and 3.1). */
class ObjectiveTest {

    private static final Selector BAD = Selector.parse("http{code=\"500\"}");
    private static final Selector ALL = Selector.parse("http");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ErrorBudget BUDGET =
            new ErrorBudget("99.5%", 0.005, MINUTE, 1, ErrorBudget.pairs(MINUTE, ErrorBudget.SHORTEST));

    private static Objective objective(String name, String group, Objective.Notes notes) {
        return Objectives.of(name, group, Objectives.COUNT, "== 0", NoData.UNKNOWN, List.of(Lane.BOT), notes);
    }

    private static Objective.Notes notes(String summary) {
        return new Objective.Notes(Optional.empty(), Optional.of(summary), Optional.empty(), new TreeMap<>());
    }

    @Test
    void whatOnlyPeopleAreToldIsNoPartOfItsDefinition() {
        Objective one = objective("dup", "fast", notes("No intent twice."));
        assertThat(one.definition())
                .isEqualTo(objective("dup", "slow", notes("Never.")).definition());
        assertThat(one.definition())
                .isNotEqualTo(objective("pud", "fast", one.notes()).definition());
        assertThat(one.definition())
                .isNotEqualTo(one.on(List.of(Lane.PROMETHEUS)).definition());
    }

    @Test
    void readOnOtherLanesItIsTheSame() {
        Objective one = objective("dup", "fast", notes("No intent twice."));
        Objective other = one.on(List.of(Lane.BOT, Lane.PROMETHEUS));
        assertThat(other.lanes()).containsExactly(Lane.BOT, Lane.PROMETHEUS);
        assertThat(other.on(one.lanes())).isEqualTo(one);
        assertThatThrownBy(() -> one.on(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("objective dup has no lane");
    }

    @Test
    void withoutNotesAllShareOne() {
        assertThat(Objective.Notes.of(Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>()))
                .isSameAs(Objective.Notes.NONE);
        assertThat(Objective.Notes.of(Optional.empty(), Optional.of("x"), Optional.empty(), new TreeMap<>()))
                .isEqualTo(notes("x"));
    }

    private static Stream<Indicator> indicators() {
        return Stream.of(
                new Indicator.Expr("sum(http) > 1"),
                new Indicator.Count(BAD, Optional.empty()),
                new Indicator.Changes(ALL, Optional.of("code"), Optional.empty()),
                new Indicator.Ratio(BAD, ALL, MINUTE, 1),
                new Indicator.Burn(BAD, ALL, BUDGET, 1),
                new Indicator.Gauge(ALL),
                new Indicator.State(ALL, "code"),
                probe("http://bot:8090/status"));
    }

    private static Indicator.Probe probe(String url) {
        return new Indicator.Probe(URI.create(url), "$.mode", MINUTE);
    }

    @Test
    void eachKindIsToldByItsKeyAndWhatItAsks() {
        assertThat(indicators().map(indicator -> indicator.kind() + ": " + indicator.query()))
                .containsExactly(
                        "expr: sum(http) > 1",
                        "count: http{code=\"500\"}",
                        "changes: http",
                        "ratio: http{code=\"500\"} / http",
                        "ratio: http{code=\"500\"} / http, burn of 99.5%",
                        "gauge: http",
                        "state: http by code",
                        "probe: GET http://bot:8090/status $.mode");
    }

    @Test
    void eachKindReadsItsSelectorsAndSomeCount() {
        assertThat(indicators().map(Indicator::selectors))
                .containsExactly(
                        List.of(),
                        List.of(BAD),
                        List.of(ALL),
                        List.of(BAD, ALL),
                        List.of(BAD, ALL),
                        List.of(ALL),
                        List.of(ALL),
                        List.of());
        assertThat(indicators().filter(Indicator::countsEvents).map(Indicator::kind))
                .containsExactly("count", "changes", "ratio", "ratio");
    }

    @Test
    void aRatioOfNoEventsIsNone() {
        assertThatThrownBy(() -> new Indicator.Ratio(BAD, ALL, MINUTE, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Indicator.Burn(BAD, ALL, BUDGET, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Secrets stand in the user info, the query or the fragment. */
    @ParameterizedTest
    @CsvSource({
        "http://bot, GET http://bot $.mode",
        "http://bot/, GET http://bot/ $.mode",
        "http://bot:0/, GET http://bot:0/ $.mode",
        "http://bot:1/a?token=s3cret, GET http://bot:1/a?... $.mode",
        "https://ann:s3cret@bot/a#s3cret, GET https://bot/a $.mode"
    })
    void aProbeIsToldWithoutItsSecrets(String url, String query) {
        assertThat(probe(url).query()).isEqualTo(query);
        assertThat(probe(url).toString()).contains(query).doesNotContain("s3cret");
        assertThat(probe(url).toString()).isEqualTo(probe(url).toString());
        assertThat(probe("http://bot/a?x=1").toString())
                .isNotEqualTo(probe("http://bot/a?x=2").toString());
    }

    private static Evidence evidence(String value, long sample, long decided) {
        return new Evidence(
                "dup",
                Lane.BOT,
                "events_total",
                "== 0",
                value,
                "s",
                Instant.ofEpochSecond(sample),
                Instant.ofEpochSecond(decided),
                "why",
                List.of("0 -> 1"));
    }

    @Test
    void evidenceIsReadInTheOrderInWhichAPersonAsks() {
        assertThat(evidence("1", 5, 7).asData())
                .containsExactly(
                        entry("lane", "bot"),
                        entry("query", "events_total"),
                        entry("expected", "== 0"),
                        entry("value", "1"),
                        entry("series", "s"),
                        entry("sample_at", "1970-01-01T00:00:05Z"),
                        entry("samples", List.of("0 -> 1")));
        assertThat(evidence("", 5, 7).asData().keySet())
                .as("where nothing was judged")
                .containsExactly("lane", "query", "expected");
    }

    @Test
    void aDecisionTookNoNegativeTime() {
        assertThat(evidence("1", 5, 7).took()).isEqualTo(Duration.ofSeconds(2));
        assertThat(evidence("1", 7, 5).took()).isZero();
    }

    @Test
    void everythingHasItsWord() {
        assertThat(Stream.of(Lane.values()).map(Lane::word)).containsExactly("prometheus", "bot", "direct");
        assertThat(Stream.of(Outcome.values()).map(Outcome::word)).containsExactly("met", "missed", "unknown", "idle");
        assertThat(Stream.of(Consequence.values()).map(Consequence::word)).containsExactly("warn", "fail", "stop");
        assertThat(Stream.of(Reason.values()).map(Reason::word))
                .containsExactly(
                        "nan",
                        "empty",
                        "partial",
                        "error",
                        "timeout",
                        "malformed",
                        "stale",
                        "skew",
                        "down",
                        "unavailable");
    }

    @Test
    void onlyWhatIsUnknownTellsNothing() {
        assertThat(Stream.of(Outcome.values()).map(Outcome::told))
                .containsExactly(
                        Optional.of(Outcome.MET),
                        Optional.of(Outcome.MISSED),
                        Optional.empty(),
                        Optional.of(Outcome.IDLE));
    }

    @Test
    void aBudgetThatAllowsNothingOrEverythingIsNone() {
        for (double allowed : new double[] {0, 1, Double.NaN, -0.1}) {
            assertThatThrownBy(() -> new ErrorBudget("x", allowed, MINUTE, 1, BUDGET.pairs()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new ErrorBudget("x", 0.1, MINUTE, 0, BUDGET.pairs()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void howFastABudgetBurns() {
        assertThat(BUDGET.burn(0, 0)).isZero();
        assertThat(BUDGET.burn(1, 100)).isEqualTo(2);
        assertThat(BUDGET.fastest()).isEqualTo(200);
        assertThat(ErrorBudget.EXPECTED.isMetBy(Value.of(1))).isTrue();
        assertThat(ErrorBudget.EXPECTED.isMetBy(Value.of(1.01))).isFalse();
    }

    @Test
    void aPairNeedsARateAndTwoWindowsInTheirOrder() {
        for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new BurnPair(rate, MINUTE, MINUTE)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new BurnPair(1, MINUTE, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BurnPair(1, MINUTE, MINUTE.plusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new BurnPair(1, MINUTE, MINUTE).windows()).isEqualTo("1m");
        assertThat(new BurnPair(1, MINUTE, Duration.ofSeconds(5)).windows()).isEqualTo("1m and 5s");
    }

    @Test
    void ofTwoPairsWithTheSameWindowsTheLowerRateCoversTheOther() {
        BurnPair slow = new BurnPair(1, MINUTE, Duration.ofSeconds(5));
        assertThat(slow.covers(new BurnPair(2, MINUTE, Duration.ofSeconds(5)))).isTrue();
        assertThat(slow.covers(slow)).isFalse();
        assertThat(slow.covers(new BurnPair(2, MINUTE, Duration.ofSeconds(6)))).isFalse();
        assertThat(slow.covers(new BurnPair(2, MINUTE.multipliedBy(2), Duration.ofSeconds(5))))
                .isFalse();
    }
}

package io.github.slowatchdog.report;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.SyntaxException;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One objective, as entry after entry tells of it. Of what a process counts, the sums over all processes are kept. */
final class Promise {

    private final String slo;
    private final Map<String, Duration> time = new LinkedHashMap<>();
    private String query = "";
    private String expected = "";
    private String onBreach = "";
    private boolean shadow;
    private String verdict = Verdict.WAITING.word();
    private Instant since;
    private String last = "";
    private String worst = "";
    private String total = "";
    private long breaches;
    private Optional<Duration> known = Optional.empty();
    private Duration knownBefore = Duration.ZERO;
    private final Map<String, Long> measurements = new LinkedHashMap<>();
    private Map<String, Long> measurementsBefore = Map.of();
    private final Map<String, Long> reasons = new LinkedHashMap<>();
    private Map<String, Long> reasonsBefore = Map.of();

    Promise(String slo, Instant begins) {
        this.slo = slo;
        this.since = begins;
    }

    void changed(Instant at, Facts facts) {
        pass(at);
        verdict = facts.text("to");
        if (isInBreach()) {
            breaches++;
        }
        about(facts);
        if (facts.has("value")) {
            last = facts.text("value");
            worst = worst.isEmpty() ? last : worse(worst, last);
        }
    }

    /** What is caught up was told late: no time is counted twice for that. */
    private void pass(Instant at) {
        if (at.isAfter(since)) {
            time.merge(verdict, Duration.between(since, at), Duration::plus);
            since = at;
        }
    }

    private void about(Facts facts) {
        query = facts.has("query") ? facts.text("query") : query;
        expected = facts.has("expected") ? facts.text("expected") : expected;
        onBreach = facts.has("on_breach") ? facts.text("on_breach") : onBreach;
        shadow |= facts.isTrue("shadow");
    }

    void progress(Facts facts) {
        about(facts);
        last = facts.has("last") ? facts.text("last") : last;
        if (facts.has("worst")) {
            worst = worst.isEmpty() ? facts.text("worst") : worse(worst, facts.text("worst"));
        }
        total = facts.has("total") ? facts.text("total") : total;
        if (facts.has("known_s")) {
            known = Optional.of(knownBefore.plus(facts.seconds("known_s")));
        }
        add(measurements, measurementsBefore, facts.counts("measurements"));
        add(reasons, reasonsBefore, facts.counts("reasons"));
    }

    private static void add(Map<String, Long> sums, Map<String, Long> before, Map<String, Long> counted) {
        counted.forEach((word, count) -> sums.put(word, before.getOrDefault(word, 0L) + count));
    }

    void newRun() {
        knownBefore = known.orElse(Duration.ZERO);
        measurementsBefore = Map.copyOf(measurements);
        reasonsBefore = Map.copyOf(reasons);
    }

    boolean isInBreach() {
        return verdict.equals(Verdict.BREACH.word());
    }

    boolean isShadow() {
        return shadow;
    }

    String worse(String one, String other) {
        try {
            Expectation expectation = Expectation.parse(expected);
            return expectation.badness(value(other)) > expectation.badness(value(one)) ? other : one;
        } catch (SyntaxException e) {
            return one;
        }
    }

    private static Value value(String text) {
        try {
            return Value.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Value.of(text);
        }
    }

    ObjectiveReport report(Instant begins, Instant upTo, Optional<Instant> told) {
        pass(upTo);
        return new ObjectiveReport(
                slo,
                query,
                expected,
                onBreach,
                shadow,
                verdict,
                last,
                worst,
                total,
                breaches,
                worstFirst(),
                coverage(begins, told),
                Collections.unmodifiableMap(new TreeMap<>(measurements)),
                Collections.unmodifiableMap(new TreeMap<>(reasons)));
    }

    private Map<String, Duration> worstFirst() {
        Map<String, Duration> ordered = new LinkedHashMap<>();
        Stream.of(Verdict.values())
                .sorted(Comparator.reverseOrder())
                .map(Verdict::word)
                .filter(time::containsKey)
                .forEach(word -> ordered.put(word, time.getOrDefault(word, Duration.ZERO)));
        return ordered;
    }

    private OptionalDouble coverage(Instant begins, Optional<Instant> told) {
        long whole = told.map(at -> Duration.between(begins, at).toMillis()).orElse(0L);
        return known.isEmpty() || whole <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, (double) known.get().toMillis() / whole));
    }
}

package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.soak.SoakClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What happened in a scenario, one line a change, with times as offsets. */
final class Transcript {

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> shown = new HashMap<>();
    private final Map<String, List<String>> evidence = new HashMap<>();

    void line(Instant at, String what) {
        text.append(String.format("%8s  %s\n", offset(at), readable(what)));
    }

    /** The text with its times as offsets. */
    static String readable(String what) {
        return INSTANT.matcher(what).replaceAll((MatchResult found) -> offset(Instant.parse(found.group())));
    }

    /** Shows how a measurement stands if that is another thing than last time, and what it has counted. */
    void assessment(Instant at, String who, Assessment assessment) {
        Set<String> before = new HashSet<>(evidence.getOrDefault(who, List.of()));
        assessment.samples().stream()
                .filter(sample -> sample.contains(" -> ") && !before.contains(sample))
                .forEach(sample -> line(at, who + "  counts  " + sample));
        if (!assessment.samples().isEmpty()) {
            evidence.put(who, assessment.samples());
        }
        String value = assessment.worst().map(worst -> " " + worst.value()).orElse("");
        String where = assessment
                .worst()
                .filter(worst -> !worst.labels().map().isEmpty())
                .map(worst -> " " + worst.labels())
                .orElse("");
        String key = assessment.outcome().word()
                + value
                + where
                + assessment.reason().map(reason -> " " + reason.word()).orElse("");
        boolean plain = assessment.outcome() == Outcome.MET && assessment.why().equals("as expected");
        changed(at, who, key, key + (plain ? "" : ": " + assessment.why()));
    }

    void soak(Instant at, SoakClock soak) {
        String key = soak.verdict().word() + ": " + soak.why();
        changed(at, "soak", key, key + " (clean " + duration(soak.clean()) + ")");
    }

    void changed(Instant at, String who, String key, String what) {
        if (!key.equals(shown.put(who, key))) {
            line(at, who + "  " + what);
        }
    }

    static String offset(Instant at) {
        Duration since = Duration.between(Instant.EPOCH, at);
        return since.isNegative() ? "-" + duration(since.negated()) : duration(since);
    }

    /** As in configuration: {@code 1h2m3s}. */
    static String duration(Duration duration) {
        String written = (duration.toHours() > 0 ? duration.toHours() + "h" : "")
                + (duration.toMinutesPart() > 0 ? duration.toMinutesPart() + "m" : "")
                + (duration.toSecondsPart() > 0 ? duration.toSecondsPart() + "s" : "")
                + (duration.toMillisPart() > 0 ? duration.toMillisPart() + "ms" : "");
        return written.isEmpty() ? "0s" : written;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Replay;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a file expects of a time: of an objective, the stop, the soak or the gate.
 *
 * @param line where it stands, from 1
 * @param column where it stands, from 1
 * @param what in the words of the file
 * @param actual how that stands, in the same words
 */
record Expected(Instant at, int line, int column, String what, Function<Replay, String> actual) {

    private static final Pattern STOP = Pattern.compile("stop (clear|ordered)(?: by (\\S+))?");
    private static final Pattern SOAK = Pattern.compile("soak (\\S+)");
    private static final Pattern GATE = Pattern.compile("gate (open|closed)");
    private static final Pattern VALUE = Pattern.compile("(\\S+) value (.+)");
    private static final Pattern VERDICT = Pattern.compile("(\\S+) (\\S+)");

    static final String KNOWN =
            "OBJECTIVE " + words(Verdict.values(), "|") + ", OBJECTIVE value VALUE, stop ordered [by"
                    + " OBJECTIVE], stop clear, soak " + words(SoakVerdict.values(), "|") + ", gate open|closed";

    /**
     * Reads one.
     *
     * @param objectives the names there are
     * @throws IllegalArgumentException if nothing can be made of the words
     */
    static Expected of(Instant at, int line, int column, String words, Collection<String> objectives) {
        return new Expected(at, line, column, words, actual(words, objectives));
    }

    private static Function<Replay, String> actual(String words, Collection<String> objectives) {
        Matcher stop = STOP.matcher(words);
        Matcher soak = SOAK.matcher(words);
        Matcher value = VALUE.matcher(words);
        Matcher verdict = VERDICT.matcher(words);
        if (stop.matches()) {
            boolean by = stop.group(2) != null;
            if (by && stop.group(1).equals("clear")) {
                throw new IllegalArgumentException("nobody orders that no stop is in force");
            }
            if (by) {
                known(stop.group(2), objectives);
            }
            return replay -> stop(replay.order(), by);
        }
        if (soak.matches()) {
            known(soak.group(1), SoakVerdict.values());
            return replay -> "soak " + replay.soak().verdict().word();
        }
        if (GATE.matcher(words).matches()) {
            return replay -> "gate " + (ScenarioRun.isOpen(replay) ? "open" : "closed");
        }
        if (value.matches()) {
            known(value.group(1), objectives);
            return replay -> value.group(1) + " value " + value(objective(replay, value.group(1)));
        }
        if (verdict.matches()) {
            known(verdict.group(1), objectives);
            known(verdict.group(2), Verdict.values());
            return replay -> verdict.group(1) + " "
                    + objective(replay, verdict.group(1)).verdict().word();
        }
        throw new IllegalArgumentException("nothing can be expected in these words");
    }

    private static String stop(Optional<StopOrder> order, boolean by) {
        return order.map(one -> "stop ordered" + (by ? " by " + one.slo() : "")).orElse("stop clear");
    }

    /** Of the lane that stands worst, the value that was judged last. */
    private static String value(Board.ObjectiveView view) {
        return view.readings().stream()
                .max((one, other) -> one.verdict().compareTo(other.verdict()))
                .flatMap(Board.Reading::last)
                .flatMap(Assessment::worst)
                .map(worst -> worst.value().toString())
                .orElse("none");
    }

    private static Board.ObjectiveView objective(Replay replay, String name) {
        return replay.objectives().stream()
                .filter(view -> view.objective().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void known(String name, Collection<String> objectives) {
        if (!objectives.contains(name)) {
            throw new IllegalArgumentException("there is no objective " + name);
        }
    }

    private static void known(String word, Enum<?>[] words) {
        if (Stream.of(words)
                .noneMatch(one -> one.name().toLowerCase(Locale.ROOT).equals(word))) {
            throw new IllegalArgumentException("there is no verdict " + word + ", but " + words(words, ", "));
        }
    }

    private static String words(Enum<?>[] words, String between) {
        return Stream.of(words).map(one -> one.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(between));
    }

    /** More of what is, than the words of the file ask for: why an objective or the soak stands as it does. */
    String more(Replay replay) {
        String name = what.substring(0, Math.max(0, what.indexOf(' ')));
        if (name.equals("soak") || name.equals("gate")) {
            return replay.soak().why();
        }
        if (name.equals("stop")) {
            return replay.order().map(StopOrder::reason).orElse("");
        }
        return objective(replay, name).readings().stream()
                .map(reading -> reading.lane().word() + ": "
                        + reading.last().map(Assessment::why).orElse("nothing measured yet"))
                .collect(Collectors.joining("; "));
    }
}

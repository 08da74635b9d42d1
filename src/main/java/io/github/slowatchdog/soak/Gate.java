package io.github.slowatchdog.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The one yes or no for CI and rollout tools (SPEC 1): open only if the soak has passed and no stop is in force, both of which
 * somebody must know just now. Not to know is never a yes.
 *
 * @param verdict of the soak
 * @param reasons why it is closed, the soak's first; empty if it is open
 */
public record Gate(SoakVerdict verdict, List<Reason> reasons) {

    /** The loop beats each second; one that has been silent for this long knows nothing of now. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    public Gate {
        reasons = List.copyOf(reasons);
    }

    /** Why it is closed, as one word for machines. */
    public enum Code {
        /** The soak goes on. */
        SOAKING,
        /** The soak has failed. */
        FAIL,
        /** The soak has ended without a verdict. */
        INCONCLUSIVE,
        /** A stop is in force. */
        STOP,
        /** Whether a stop is in force is not known. */
        STOP_UNKNOWN,
        /** The loop hangs, so that everything else is old. */
        NOT_TICKING;

        /** The lower-case word used in answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One reason: a word, and a sentence for a person. */
    public record Reason(Code code, String text) {}

    /**
     * The gate as things stand.
     *
     * @param why the soak's own words for its verdict
     * @param stop the stop in force, in words; empty if there is none that is known
     * @param stopKnown whether the place where others order stops answers
     * @param silence since the loop last beat
     */
    public static Gate of(SoakVerdict verdict, String why, Optional<String> stop, boolean stopKnown, Duration silence) {
        List<Reason> reasons = new ArrayList<>();
        if (verdict != SoakVerdict.PASS) {
            reasons.add(new Reason(Code.valueOf(verdict.name()), "the soak " + said(verdict) + ": " + why));
        }
        stop.ifPresent(words -> reasons.add(new Reason(Code.STOP, "a stop is in force: " + words)));
        if (stop.isEmpty() && !stopKnown) {
            reasons.add(new Reason(
                    Code.STOP_UNKNOWN, "Redis does not answer, so that nobody knows whether a stop is in force"));
        }
        if (silence.compareTo(SILENCE) > 0) {
            reasons.add(new Reason(
                    Code.NOT_TICKING, "the loop has not ticked for " + silence.toSeconds() + " s, so this is old"));
        }
        return new Gate(verdict, reasons);
    }

    private static String said(SoakVerdict verdict) {
        return switch (verdict) {
            case SOAKING -> "goes on";
            case FAIL -> "has failed";
            case INCONCLUSIVE -> "is inconclusive";
            case PASS -> "has passed";
        };
    }

    public boolean isOpen() {
        return reasons.isEmpty();
    }

    /** Whether waiting on is of no use: it is open, or this soak will never pass. */
    public boolean isDecided() {
        return isOpen() || verdict == SoakVerdict.FAIL || verdict == SoakVerdict.INCONCLUSIVE;
    }
}

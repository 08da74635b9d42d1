package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a {@link Ledger} has taken in so far, to go on from after a restart: for each kind of ledger its own. */
public sealed interface LedgerState {

    /**
     * Events added up.
     *
     * @param recent those that may still be in the window
     * @param evidence the newest, as text
     */
    record Tallied(EventTimes recent, List<String> evidence, double total, Instant newestAt) {
        public Tallied {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * The newest sample of a series that has been counted: its watermark.
     *
     * @param step as {@link Watermark#step}, of the other two as well
     */
    record Mark(Labels labels, Instant at, long step, double value) {}

    /** The newest value of a gauge or state that has been looked at for changes. */
    record Shown(Labels labels, Instant at, long step, String value) {}

    /** The newest sample of a gauge or state, and how it was judged. */
    record Look(Labels labels, Instant at, long step, Optional<Judged> judged, boolean isNumber) {}

    /** Of a {@code count}. */
    record Counted(List<Mark> marks, Tallied tally, Instant newest, Instant firstAsked) implements LedgerState {
        public Counted {
            marks = List.copyOf(marks);
        }
    }

    /** Of a {@code ratio}. */
    record Divided(Counted bad, Counted total) implements LedgerState {}

    /**
     * Of a {@code ratio} with {@code burn}.
     *
     * @param since when the time of the budget began
     * @param badIn bad events of each window, in the order of the windows
     * @param totalIn the same of all events
     */
    record Burnt(Counted bad, Counted total, Instant since, List<Bucketed> badIn, List<Bucketed> totalIn)
            implements LedgerState {
        public Burnt {
            badIn = List.copyOf(badIn);
            totalIn = List.copyOf(totalIn);
        }
    }

    /** Events of one window, by the end of the bucket that they are in. */
    record Bucketed(EventTimes buckets) {}

    /** Of {@code changes}. */
    record Changed(List<Shown> shown, Tallied tally, Instant newest) implements LedgerState {
        public Changed {
            shown = List.copyOf(shown);
        }
    }

    /** Of a {@code gauge} or {@code state}. */
    record Looked(List<Look> looks) implements LedgerState {
        public Looked {
            looks = List.copyOf(looks);
        }
    }
}

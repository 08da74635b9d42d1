package io.github.slowatchdog.soak;

import java.util.ArrayList;
import java.util.List;

/**
 * How all participants together stood at one moment: as much of it as the counting of time depends on. With many of them this is what
 * is kept of a moment, and not each of them.
 *
 * @param isAny whether there is any; with nothing but objectives in shadow there is nothing to earn a pass with
 * @param isMeasured whether each had been measured once
 * @param isClean whether everything was known and nothing pending
 * @param isBlind whether of some nobody knew
 * @param judged the objectives that were judged, of those that must be for some time
 */
public record Together(boolean isAny, boolean isMeasured, boolean isClean, boolean isBlind, List<String> judged) {

    /** Nobody. */
    static final Together NOBODY = of(List.of());

    public Together {
        judged = List.copyOf(judged);
    }

    public static Together of(Iterable<Participant> participants) {
        Builder all = new Builder();
        participants.forEach(all::add);
        return all.build();
    }

    /** Takes one after the other. */
    public static final class Builder {
        private boolean isAny;
        private boolean isMeasured = true;
        private boolean isClean = true;
        private boolean isBlind;
        private final List<String> judged = new ArrayList<>();

        public void add(Participant one) {
            isAny = true;
            isMeasured &= one.isMeasured();
            isClean &= !one.disturbs();
            isBlind |= one.isBlind();
            if (one.objective().judgedFor().isPresent() && one.isJudged()) {
                judged.add(one.objective().name());
            }
        }

        /** Whether nobody has been taken yet. */
        public boolean isEmpty() {
            return !isAny;
        }

        public Together build() {
            return new Together(isAny, isMeasured, isClean, isBlind, judged);
        }
    }
}

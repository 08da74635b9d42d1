package io.github.slowatchdog.soak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest result of each phase on each build. Newest is what was told last, not what has the latest time: a clock may have been
 * set in between.
 */
public final class PhaseResults {

    public static final PhaseResults NONE = of(List.of());

    private record Key(String phase, Optional<String> build) {}

    /**
     * Why nothing of it is believed.
     *
     * @param what is wrong, as a sentence without its point
     */
    public record Doubt(Refusal reason, String what) {}

    private final Map<Key, PhaseResult> newest;
    private final Optional<Doubt> doubt;

    private PhaseResults(Map<Key, PhaseResult> newest, Optional<Doubt> doubt) {
        this.newest = newest;
        this.doubt = doubt;
    }

    /** What these tell, oldest first. */
    public static PhaseResults of(Iterable<PhaseResult> results) {
        Builder builder = new Builder();
        results.forEach(builder::add);
        return builder.build();
    }

    /** Results that may be shown, and must not be relied on. */
    public PhaseResults doubted(Doubt why) {
        return new PhaseResults(newest, Optional.of(why));
    }

    /** The same, and then this one. */
    public PhaseResults and(PhaseResult newer) {
        Builder more = new Builder();
        newest.values().forEach(more::add);
        more.add(newer);
        return new PhaseResults(more.build().newest, doubt);
    }

    public Optional<Doubt> doubt() {
        return doubt;
    }

    /** The newest of a phase on this build. */
    public Optional<PhaseResult> newest(String phase, String build) {
        return Optional.ofNullable(newest.get(new Key(phase, Optional.of(build))));
    }

    /** The newest of a phase on any build. */
    public Optional<PhaseResult> newest(String phase) {
        return of(phase).stream().findFirst();
    }

    /** The newest of a phase on each build, the newest of all first. */
    public List<PhaseResult> of(String phase) {
        List<PhaseResult> all = new ArrayList<>(newest.values().stream()
                .filter(result -> result.phase().equals(phase))
                .toList());
        Collections.reverse(all);
        return List.copyOf(all);
    }

    /** Takes results one by one, oldest first, and keeps only the newest of each phase and build. */
    public static final class Builder {

        private final Map<Key, PhaseResult> newest = new LinkedHashMap<>();

        public void add(PhaseResult result) {
            Key key = new Key(result.phase(), result.build());
            newest.remove(key); // to its new place at the end
            newest.put(key, result);
        }

        /** What a soak says of itself later: news only where something else was told of it before. */
        public void confirm(PhaseResult result) {
            PhaseResult told = newest.get(new Key(result.phase(), result.build()));
            if (told == null
                    || told.verdict() != result.verdict()
                    || !told.soak().equals(result.soak())) {
                add(result);
            }
        }

        /**
         * Lines are lost, and one of them may have taken the pass of this phase away: until more is told nobody knows.
         *
         * @param build on which it ran; empty: not known, so that no build is spared
         */
        public void doubt(String phase, Optional<String> build, Instant at) {
            newest.replaceAll((key, result) -> key.phase().equals(phase)
                            && (build.isEmpty() || build.equals(key.build()))
                            && result.verdict() == SoakVerdict.PASS
                    ? new PhaseResult(phase, key.build(), result.soak(), SoakVerdict.INCONCLUSIVE, at)
                    : result);
        }

        public PhaseResults build() {
            return new PhaseResults(new LinkedHashMap<>(newest), Optional.empty());
        }
    }
}

package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.soak.Participant;
import io.github.slowatchdog.soak.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How the watched objectives stood at any time, for the soak. Those in shadow do not count. */
final class History implements Past {

    /** What a store has not told for this long it is not going to tell. */
    private static final Duration LONGEST = Duration.ofHours(6);

    private final List<Watch> watches;
    private final List<Watch> required;
    private final Map<Lane, LaneBook> books;
    private Optional<BuildBook> build = Optional.empty();

    /** @param watches may grow */
    History(List<Watch> watches, List<Watch> required, Map<Lane, LaneBook> books) {
        this.watches = watches;
        this.required = required;
        this.books = books;
    }

    private Stream<Watch> counting() {
        return watches.stream().filter(watch -> !watch.objective().shadow());
    }

    private Stream<Line> lines() {
        return counting().flatMap(watch -> watch.lines().stream());
    }

    /** Only time of a build that can be told counts from now on. */
    void follow(BuildBook book) {
        build = Optional.of(book);
    }

    Optional<BuildBook> build() {
        return build;
    }

    @Override
    public List<Participant> at(Instant time) {
        return withBuild(counting().map(watch -> watch.participantAt(time)).toList(), time);
    }

    /** How they stand now. */
    List<Participant> now(Instant now) {
        return withBuild(counting().map(Watch::participant).toList(), now);
    }

    /** With the build as one more, unless there is nothing to earn a pass with. */
    private List<Participant> withBuild(List<Participant> participants, Instant time) {
        return participants.isEmpty() || build.isEmpty()
                ? participants
                : Stream.concat(participants.stream(), Stream.of(build.get().at(time)))
                        .toList();
    }

    @Override
    public NavigableSet<Instant> changes(Instant after, Instant upTo) {
        NavigableSet<Instant> changes = new TreeSet<>();
        lines().forEach(line -> changes.addAll(line.timeline().changes(after, upTo)));
        build.ifPresent(book -> changes.addAll(book.changes(after, upTo)));
        return changes;
    }

    @Override
    public Instant settledUpTo() {
        Instant newest = lines().map(line -> line.timeline().readUpTo())
                .max(Instant::compareTo)
                .orElse(Instant.MAX);
        Instant oldest = counting()
                .flatMap(watch -> watch.lines().stream().filter(line -> remembers(watch.lane(line))))
                .map(line -> line.timeline().readUpTo())
                .min(Instant::compareTo)
                .orElse(newest);
        Instant told = build.map(BuildBook::readUpTo).filter(oldest::isAfter).orElse(oldest);
        Instant longest = newest.equals(Instant.MAX) ? newest : newest.minus(LONGEST);
        return told.isBefore(longest) ? longest : told;
    }

    private boolean remembers(Lane lane) {
        LaneBook book = books.get(lane);
        return book != null && book.source().remembers();
    }

    @Override
    public long rewritings() {
        return lines().mapToLong(line -> line.timeline().rewritings()).sum()
                + build.map(BuildBook::rewritings).orElse(0L);
    }

    /** Nobody will ask how things stood before the soak was settled, nor how a process did before a line on its lane was read. */
    void forget(Instant settled) {
        lines().forEach(line -> line.timeline().forget(settled));
        build.ifPresent(book -> book.forget(settled));
        books.forEach((lane, book) -> Stream.concat(watches.stream(), required.stream())
                .flatMap(watch -> watch.lines().stream().filter(line -> watch.lane(line) == lane))
                .map(Line::readUpTo)
                .min(Instant::compareTo)
                .ifPresent(oldest -> book.targets().forget(oldest)));
    }
}

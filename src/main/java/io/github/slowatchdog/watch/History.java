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
import java.util.function.Consumer;
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

    private static List<Line> counting(Watch watch) {
        return watch.objective().shadow() ? List.of() : watch.lines();
    }

    private void eachLine(Consumer<Line> step) {
        watches.forEach(watch -> counting(watch).forEach(step));
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
        eachLine(line -> line.timeline().changes(after, upTo, changes));
        build.ifPresent(book -> book.changes(after, upTo, changes));
        return changes;
    }

    @Override
    public Instant settledUpTo() {
        Instant newest = Instant.MIN;
        Instant oldest = Instant.MAX;
        for (Watch watch : watches) {
            for (Line line : counting(watch)) {
                Instant read = line.timeline().readUpTo();
                newest = read.isAfter(newest) ? read : newest;
                oldest = read.isBefore(oldest) && remembers(watch.lane(line)) ? read : oldest;
            }
        }
        newest = newest.equals(Instant.MIN) ? Instant.MAX : newest;
        oldest = oldest.equals(Instant.MAX) ? newest : oldest;
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
        long sum = 0;
        for (Watch watch : watches) {
            for (Line line : counting(watch)) {
                sum += line.timeline().rewritings();
            }
        }
        return sum + build.map(BuildBook::rewritings).orElse(0L);
    }

    /** Nobody will ask how things stood before the soak was settled, nor how a process did before a line on its lane was read. */
    void forget(Instant settled) {
        eachLine(line -> line.timeline().forget(settled));
        build.ifPresent(book -> book.forget(settled));
        books.forEach((lane, book) -> {
            Instant oldest = older(Instant.MAX, watches, lane);
            oldest = older(oldest, required, lane);
            if (oldest.isBefore(Instant.MAX)) {
                book.targets().forget(oldest);
            }
        });
    }

    /** This time, or the one up to which the line that is furthest behind was read. */
    private static Instant older(Instant time, List<Watch> some, Lane lane) {
        Instant oldest = time;
        for (Watch watch : some) {
            for (Line line : watch.lines()) {
                boolean older = watch.lane(line) == lane && line.readUpTo().isBefore(oldest);
                oldest = older ? line.readUpTo() : oldest;
            }
        }
        return oldest;
    }
}

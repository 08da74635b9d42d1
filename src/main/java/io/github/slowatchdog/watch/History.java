package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.soak.Participant;
import io.github.slowatchdog.soak.Past;
import io.github.slowatchdog.soak.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

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
    public Together at(Instant time) {
        Together.Builder all = new Together.Builder();
        for (Watch watch : watches) {
            if (!watch.objective().shadow()) {
                all.add(watch.participantAt(time));
            }
        }
        if (!all.isEmpty()) {
            build.ifPresent(book -> all.add(book.at(time)));
        }
        return all.build();
    }

    /** How they stand now, with the build as one more, unless there is nothing to earn a pass with. */
    List<Participant> now(Instant now) {
        List<Participant> all = new ArrayList<>(watches.size() + 1);
        for (Watch watch : watches) {
            if (!watch.objective().shadow()) {
                all.add(watch.participant());
            }
        }
        if (!all.isEmpty()) {
            build.ifPresent(book -> all.add(book.at(now)));
        }
        return all;
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
                oldest = read.isBefore(oldest) && remembering(watch.lane(line)).isPresent() ? read : oldest;
            }
        }
        newest = newest.equals(Instant.MIN) ? Instant.MAX : newest;
        oldest = oldest.equals(Instant.MAX) ? newest : oldest;
        Instant told = build.map(BuildBook::readUpTo).filter(oldest::isAfter).orElse(oldest);
        Instant longest = newest.equals(Instant.MAX) ? newest : newest.minus(LONGEST);
        return told.isBefore(longest) ? longest : told;
    }

    @Override
    public Instant answeredUpTo(Instant now) {
        Instant oldest = build.map(BuildBook::readUpTo).orElse(Instant.MAX);
        for (Watch watch : watches) {
            if (!watch.objective().shadow()) {
                Instant answered = answeredUpTo(watch, now);
                oldest = answered.isBefore(oldest) ? answered : oldest;
            }
        }
        return oldest;
    }

    /** On the lanes whose answers can be expected, all of them; where none is, on the one that was heard last. */
    private Instant answeredUpTo(Watch watch, Instant now) {
        Instant oldest = Instant.MAX;
        Instant newest = Instant.MIN;
        for (Line line : watch.lines()) {
            Instant read = line.timeline().readUpTo();
            newest = read.isAfter(newest) ? read : newest;
            boolean expected = line.timeline().isAwaited(now) || line.isAboutToTell(answersSince(watch.lane(line)));
            oldest = read.isBefore(oldest) && expected ? read : oldest;
        }
        return oldest.equals(Instant.MAX) ? newest : oldest;
    }

    private Instant answersSince(Lane lane) {
        return remembering(lane).map(LaneBook::answersSince).orElse(Instant.MIN);
    }

    /** The lane, if it can be asked for what was. */
    private Optional<LaneBook> remembering(Lane lane) {
        return Optional.ofNullable(books.get(lane)).filter(book -> book.source().remembers());
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
        Map<Lane, Instant> oldest = new EnumMap<>(Lane.class);
        older(oldest, watches);
        older(oldest, required);
        oldest.forEach((lane, read) -> Optional.ofNullable(books.get(lane))
                .ifPresent(book -> book.targets().forget(read)));
    }

    /** The time up to which the line of each lane that is furthest behind was read. */
    private static void older(Map<Lane, Instant> oldest, List<Watch> some) {
        for (Watch watch : some) {
            for (Line line : watch.lines()) {
                Lane lane = watch.lane(line);
                Instant known = oldest.get(lane);
                if (known == null || line.readUpTo().isBefore(known)) {
                    oldest.put(lane, line.readUpTo());
                }
            }
        }
    }
}

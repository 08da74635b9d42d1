package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.StopOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The trials on one {@link RaceGround}, one after the other. */
final class Race {

    /** After two scrapes at the latest everybody has had the sample and an evaluation; some more for what comes then. */
    private static final Duration SPARE = Duration.ofSeconds(2);
    /** Nobody can be late with something that begins so soon. */
    private static final Duration AHEAD = Duration.ofMillis(100);

    private static final Duration BEFORE_SCRAPE = Duration.ofMillis(4);
    private static final Duration AFTER_SCRAPE = Duration.ofMillis(200);
    /** A scrape that has begun may still bring what happens now. */
    private static final Duration JUST_NOW = Duration.ofMillis(20);

    private static final int MOST_SCRAPES = 4;
    private static final long LOOK = Duration.ofMillis(1).toNanos();
    /** What happens between two scrapes keeps this far from both. */
    private static final double MARGIN = 0.02;

    private final RaceGround ground;
    private final Random random = new Random();
    private final List<Played> played = new ArrayList<>();
    private long looked;

    /**
     * One trial.
     *
     * @param visible when Prometheus showed the sample; empty where nobody looked
     * @param ours when our flags were set
     * @param decided when ours decided to
     */
    record Played(
            Mishap mishap,
            Instant breached,
            Optional<Instant> visible,
            Map<Contestant, Instant> ours,
            Map<Contestant, Instant> decided) {}

    Race(RaceGround ground) {
        this.ground = ground;
    }

    /**
     * Events at {@link Moments} of the scrape interval.
     *
     * @param mishaps in the order of their rules' evaluation: early and late ones fall on early and late moments alike
     */
    void plain(List<Mishap> mishaps) throws InterruptedException {
        Moments moments = Moments.spread(mishaps.size(), ground.interval(), RaceGround.BOT_LANE_INTERVAL, random);
        List<Integer> pairing = moments.pairing();
        ScrapeClock scrapes = ground.scrapes();
        for (int i = 0; i < mishaps.size(); i++) {
            Instant moment = scrapes.at(moments.all().get(i), Instant.now().plus(AHEAD));
            play(mishaps.get(pairing.get(i)), moment, Optional.of(scrapes));
        }
    }

    /** Events that neither Prometheus scrapes while they last; for those that last, at any moment. */
    void special(List<Mishap> mishaps) throws InterruptedException {
        for (Mishap mishap : mishaps) {
            play(mishap, quietMoment(mishap), Optional.empty());
        }
    }

    private Instant quietMoment(Mishap mishap) {
        double one = place(ground.scrapes().one());
        double other = place(ground.otherScrapes().one());
        double between = (other - one + 1) % 1;
        // the longer of the two gaps between their scrapes
        double begin = (between > 0.5 ? one : other) + MARGIN;
        double gap = Math.max(between, 1 - between) - 2 * MARGIN;
        double lasts = (double) mishap.lasts() / ground.interval().toMillis();
        double share = begin + random.nextDouble() * Math.max(0, gap - lasts);
        Duration into = Duration.ofMillis(Math.round(share * ground.interval().toMillis()));
        return new ScrapeClock(Instant.EPOCH, ground.interval())
                .at(into, Instant.now().plus(AHEAD));
    }

    /** Where in the interval, as a share of it. */
    private double place(Instant moment) {
        long interval = ground.interval().toMillis();
        return (double) Math.floorMod(moment.toEpochMilli(), interval) / interval;
    }

    private void play(Mishap mishap, Instant moment, Optional<ScrapeClock> looking) throws InterruptedException {
        ground.poller().turnTo(ground.task(mishap));
        ground.arm();
        park(moment);
        Instant breached = ground.bot().suffer(mishap);
        Optional<Instant> visible = looking.map(scrapes -> look(mishap, scrapes));
        Instant limit = breached.plus(ground.interval().multipliedBy(2)).plus(SPARE);
        while (Instant.now().isBefore(limit) && !allSet(mishap)) {
            LockSupport.parkNanos(LOOK);
        }
        Map<Contestant, Instant> flagged = new EnumMap<>(Contestant.class);
        Map<Contestant, Instant> decided = new EnumMap<>(Contestant.class);
        ground.ours()
                .forEach(one -> ground.flagged(one, mishap).ifPresent(at -> {
                    flagged.put(one, at);
                    decided.put(one, released(one));
                }));
        played.add(new Played(mishap, breached, visible, flagged, decided));
    }

    private boolean allSet(Mishap mishap) {
        return Stream.of(Contestant.values())
                .filter(Contestant::isPrompt)
                .allMatch(one -> ground.flagged(one, mishap).isPresent());
    }

    /** Releases the order, and tells when it was decided. */
    private Instant released(Contestant one) {
        RacingDog dog = ground.dog(one);
        StopOrder order = dog.order().orElseThrow();
        dog.release(order);
        return order.at();
    }

    /**
     * Looks for the sample round each scrape that may have brought it, and at no other time, so as not to be in the way.
     *
     * @return when the first question was asked that was answered with it
     */
    private Instant look(Mishap mishap, ScrapeClock scrapes) {
        InstantQuery sample = ground.sampleOf(mishap);
        Instant scrape = scrapes.after(Instant.now().minus(JUST_NOW));
        for (int tries = 0; tries < MOST_SCRAPES; tries++) {
            park(scrape.minus(BEFORE_SCRAPE));
            for (Instant asked = Instant.now(); asked.isBefore(scrape.plus(AFTER_SCRAPE)); asked = Instant.now()) {
                looked++;
                if (sample.findsNow()) {
                    return asked;
                }
                LockSupport.parkNanos(LOOK);
            }
            scrape = scrape.plus(scrapes.interval());
        }
        throw new AssertionError("Prometheus does not show " + mishap.series());
    }

    private static void park(Instant until) {
        for (Instant now = Instant.now(); now.isBefore(until); now = Instant.now()) {
            LockSupport.parkNanos(Duration.between(now, until).toNanos());
        }
    }

    /** Waits for those who are slow by design. */
    void awaitSlow(List<Mishap> mishaps) {
        ServerProcess.await(
                "the flags of " + Contestant.ALERTMANAGER_DEFAULT.told(),
                () -> mishaps.stream()
                        .allMatch(one -> ground.flagged(Contestant.ALERTMANAGER_DEFAULT, one)
                                .isPresent()));
    }

    /** How many questions it took to see when samples were visible. */
    long looked() {
        return looked;
    }

    /** Trials of this kind so far. */
    List<Played> played(Mishap.Kind kind) {
        return played.stream().filter(one -> one.mishap().kind() == kind).toList();
    }

    /** How long each trial of this kind took until this flag was set; without those in which it was not. */
    List<Duration> took(Contestant one, Mishap.Kind kind) {
        return played(kind).stream()
                .flatMap(trial -> flagged(one, trial).map(at -> Duration.between(trial.breached(), at)).stream())
                .toList();
    }

    /** How much later this flag was set than that of the other, of the same plain event. */
    List<Duration> behind(Contestant one, Contestant other) {
        return played(Mishap.Kind.PLAIN).stream()
                .flatMap(trial -> flagged(one, trial).stream()
                        .flatMap(at -> flagged(other, trial).map(from -> Duration.between(from, at)).stream()))
                .toList();
    }

    /** From the sample visible to our flag. */
    List<Duration> sinceVisible(Contestant ours, Mishap.Kind kind) {
        return played(kind).stream()
                .flatMap(trial -> trial.visible().stream()
                        .flatMap(from -> flagged(ours, trial).map(at -> Duration.between(from, at)).stream()))
                .toList();
    }

    /** From our decision to our flag. */
    List<Duration> sinceDecided(Contestant ours, Mishap.Kind kind) {
        return played(kind).stream()
                .flatMap(trial -> Optional.ofNullable(trial.decided().get(ours)).stream()
                        .flatMap(from -> flagged(ours, trial).map(at -> Duration.between(from, at)).stream()))
                .toList();
    }

    private Optional<Instant> flagged(Contestant one, Played trial) {
        return one.isOurs() ? Optional.ofNullable(trial.ours().get(one)) : ground.flagged(one, trial.mishap());
    }
}

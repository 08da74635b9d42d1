package io.github.slowatchdog.sim;

import io.github.slowatchdog.redis.ByHand;
import io.github.slowatchdog.redis.RedisTrouble;
import io.github.slowatchdog.redis.SimulatedRedis;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.stop.StopOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One seed, one history: a world, what happens in it, the watchdogs, and the oracle beside them. */
final class History {

    /** How long things go wrong, in seconds. */
    static final double LENGTH = 200;

    private static final double OFTEN = 1.0 / 14;

    /**
     * How it ended.
     *
     * @param broken the promise that was broken; empty if all were kept
     */
    record Outcome(Optional<String> broken, Coverage coverage, String transcript) {}

    private final World world;
    private final Oracle oracle;
    private final List<Guard> guards = new ArrayList<>();
    private final Transcript transcript = new Transcript();

    private History(long seed, Terms terms, Fault fault) {
        this.world = new World(seed, terms, transcript);
        this.oracle = new Oracle(world);
        for (int i = 0; i < terms.watchdogs(); i++) {
            Guard guard = new Guard("dog-" + (char) ('a' + i), world, fault, oracle);
            guards.add(guard);
            oracle.watch(guard);
        }
    }

    /** What is promised in the history of this seed. */
    static Terms terms(long seed) {
        return Terms.of(new Dice(seed ^ 0x5eed), LENGTH);
    }

    /** What happens in the history of this seed, in order. */
    static List<Happening> happenings(long seed) {
        Dice dice = new Dice(seed ^ 0xfa7e);
        double often = OFTEN * dice.pick(List.of(0.3, 1.0, 1.0, 2.0));
        List<Happening> all = new ArrayList<>();
        int weights = Arrays.stream(Happening.Kind.values())
                .mapToInt(kind -> kind.weight)
                .sum();
        for (double at = 25 + dice.between(0, 2 / often); at < LENGTH - 1; at += dice.between(0, 2 / often)) {
            int left = dice.whole(0, weights - 1);
            Happening.Kind drawn = Happening.Kind.DUPLICATE;
            for (Happening.Kind kind : Happening.Kind.values()) {
                drawn = left >= 0 ? kind : drawn;
                left -= kind.weight;
            }
            double lasts = dice.chance(0.5) ? dice.between(0.2, 6) : dice.between(4, 70);
            all.add(new Happening(at, drawn, lasts, dice.whole(1, 3)));
        }
        all.sort(Comparator.comparingDouble(Happening::at));
        return all;
    }

    static Outcome of(long seed) {
        return of(seed, Fault.NONE, happenings(seed));
    }

    static Outcome of(long seed, Fault fault, List<Happening> happenings) {
        Terms terms = terms(seed);
        History history = new History(seed, terms, fault);
        history.run(terms, happenings);
        Optional<String> broken = history.oracle.broken();
        String head = "seed " + seed + ": " + terms + "\n";
        return new Outcome(
                broken, history.oracle.coverage, broken.isPresent() ? head + history.transcript.text() : head);
    }

    /** The same history, in words. */
    static String transcript(long seed) {
        Terms terms = terms(seed);
        History history = new History(seed, terms, Fault.NONE);
        history.run(terms, happenings(seed));
        history.oracle.broken().ifPresent(why -> history.transcript.add(history.world.now(), "oracle", () -> why));
        return history.transcript.text();
    }

    private void run(Terms terms, List<Happening> happenings) {
        world.time.runUntil(20);
        guards.forEach(Guard::start);
        for (Happening one : happenings) {
            world.time.after(Math.round((one.at() - world.now()) * 1e9), world.owner, () -> begin(one));
        }
        boolean calm = false;
        for (double second = 20.5; second < terms.ends(); second++) {
            if (!calm && second >= terms.calmFrom()) {
                calm = true;
                calm();
            }
            world.time.runUntil(second);
            oracle.check();
            if (oracle.broken().isPresent()) {
                return;
            }
        }
        oracle.end();
    }

    private void later(double seconds, Runnable work) {
        if (world.now() + seconds < world.terms.calmFrom()) {
            world.time.after(Math.round(seconds * 1e9), world.owner, work);
        }
    }

    private void begin(Happening one) {
        world.tell(one.toString());
        oracle.coverage.count("happened: " + one.kind().word());
        switch (one.kind()) {
            case KILLED, DISK_LOST, FROZEN, RELOADED -> toWatchdog(one);
            case STOPPED_BY_HAND, RELEASED, RELEASED_BY_FORCE, GOES_LIVE -> byPeople(one);
            case REDIS_REFUSED,
                    REDIS_HANGS,
                    REDIS_READONLY,
                    REDIS_OOM,
                    REDIS_NOREPLICAS,
                    REDIS_SLOW,
                    REDIS_LOSSY,
                    FAILOVER,
                    FLUSHED,
                    FLAG_OVERWRITTEN,
                    FLAG_CONTENDED,
                    FLAG_DELETED -> toRedis(one);
            default -> toBotOrStore(one);
        }
    }

    private void toBotOrStore(Happening one) {
        Bot bot = world.bot;
        switch (one.kind()) {
            case DUPLICATE -> bot.duplicate(one.n() == 1 ? "a" : "b", one.n());
            case BOT_RESTARTS -> restart(Math.min(one.lasts(), 8), false, 0);
            case BOT_RESTARTS_WITH_DUPLICATE -> restart(Math.min(one.lasts(), 8), false, one.n());
            case POD_MOVES -> restart(Math.min(one.lasts(), 8), true, 0);
            case POD_MOVES_WITH_DUPLICATE -> restart(Math.min(one.lasts(), 8), true, one.n());
            case BOT_AWAY -> restart(one.lasts(), false, 0);
            case BOT_HANGS -> during(one, () -> bot.hangs = true, () -> bot.hangs = false);
            case BOT_DISOBEYS ->
                during(
                        one,
                        () -> {
                            bot.ignoresFlag = true;
                            bot.ignoresHttp = one.n() > 1;
                        },
                        () -> {
                            bot.ignoresFlag = false;
                            bot.ignoresHttp = false;
                        });
            case MODE_FLIPS -> {
                if (!bot.isLive()) {
                    during(one, () -> bot.setMode("LIVE"), () -> bot.setMode("DRY"));
                }
            }
            case LAG_BAD -> during(one, () -> bot.lagBad = true, () -> bot.lagBad = false);
            case LAG_NAN -> during(one, () -> bot.lagNan = true, () -> bot.lagNan = false);
            case STORE_DOWN ->
                during(
                        one,
                        () -> {
                            world.store.down = true;
                            world.toStore.fail(Reason.ERROR);
                        },
                        this::storeIsBack);
            case STORE_CANNOT_REACH_BOT ->
                during(one, () -> world.store.cannotReachBot = true, () -> world.store.cannotReachBot = false);
            case API_REFUSED -> during(one, () -> world.toStore.fail(Reason.ERROR), this::storeIsBack);
            case API_TIMEOUT -> during(one, () -> world.toStore.fail(Reason.TIMEOUT), this::storeIsBack);
            case API_PARTIAL -> during(one, () -> world.toStore.worsen(false, true), this::storeIsBack);
            case API_SLOW -> during(one, () -> world.toStore.worsen(true, false), this::storeIsBack);
            case PAGE_REFUSED -> during(one, () -> world.toBot.fail(Reason.ERROR), world.toBot::becomeWell);
            case PAGE_TIMEOUT -> during(one, () -> world.toBot.fail(Reason.TIMEOUT), world.toBot::becomeWell);
            default -> during(one, () -> world.toBot.worsen(true, false), world.toBot::becomeWell);
        }
    }

    private void storeIsBack() {
        world.store.down = false;
        world.toStore.becomeWell();
    }

    private void during(Happening one, Runnable begins, Runnable ends) {
        begins.run();
        later(one.lasts(), ends);
    }

    private void restart(double away, boolean moved, int duplicates) {
        world.bot.die();
        later(away, () -> {
            if (world.bot.life.isPresent()) {
                return;
            }
            world.bot.start(moved);
            if (duplicates > 0) {
                later(world.dice.between(0, 3), () -> world.bot.duplicate("a", duplicates));
            }
        });
    }

    private void toRedis(Happening one) {
        SimulatedRedis redis = world.redis;
        switch (one.kind()) {
            case REDIS_REFUSED -> redisIs(RedisTrouble.REFUSED, one);
            case REDIS_HANGS -> redisIs(RedisTrouble.HANGS, one);
            case REDIS_READONLY -> redisIs(RedisTrouble.READONLY, one);
            case REDIS_OOM -> redisIs(RedisTrouble.OOM, one);
            case REDIS_NOREPLICAS -> redisIs(RedisTrouble.NOREPLICAS, one);
            case REDIS_SLOW -> during(one, () -> world.redisSlow = true, () -> world.redisSlow = false);
            case REDIS_LOSSY -> during(one, () -> world.redisLossy = true, () -> world.redisLossy = false);
            case FLAG_CONTENDED -> during(one, () -> world.flagContended = true, () -> world.flagContended = false);
            case FAILOVER -> {
                redisIs(RedisTrouble.REFUSED, one);
                redis.failOver(Duration.ofMillis(one.n() * 700L));
            }
            case FLUSHED -> redis.flush();
            case FLAG_OVERWRITTEN ->
                redis.overwrite(
                        one.n() == 1
                                ? "{\"mode\":\"LIVE\",\"emergency_stop\":false,\"updated_at\":1696176000}"
                                : one.n() == 2 ? "{\"mode\":\"DRY\",\"emergency_stop\":false}" : "not json");
            default -> redis.deleteFlag();
        }
        world.touchRedis();
        later(one.lasts(), world::touchRedis);
    }

    private void redisIs(RedisTrouble trouble, Happening one) {
        during(one, () -> world.redisBecomes(trouble), () -> world.redisBecomes(RedisTrouble.NONE));
    }

    private void toWatchdog(Happening one) {
        Guard guard = guards.get(one.n() % guards.size());
        switch (one.kind()) {
            case KILLED, DISK_LOST -> {
                if (guard.running().isEmpty()) {
                    return;
                }
                guard.kill();
                if (one.kind() == Happening.Kind.DISK_LOST) {
                    guard.loseDisk();
                }
                later(one.lasts(), () -> start(guard));
            }
            case FROZEN ->
                guard.running()
                        .ifPresent(process -> process.frozenUntil = Math.max(
                                process.frozenUntil,
                                Math.round(Math.min(world.now() + one.lasts(), world.terms.calmFrom()) * 1e9)));
            default -> guard.reload();
        }
    }

    private static void start(Guard guard) {
        if (guard.running().isEmpty()) {
            guard.start();
        }
    }

    private void byPeople(Happening one) {
        ByHand hand = world.redis.byHand(length -> world.time.runUntil(world.now() + length.toMillis() / 1000.0));
        Optional<StopOrder> order = world.redis.order();
        if (one.kind() == Happening.Kind.STOPPED_BY_HAND) {
            world.tell(hand.stop("ann", "a walk").toString());
        } else if (one.kind() == Happening.Kind.GOES_LIVE) {
            if (order.isEmpty() && world.terms.live()) {
                world.redis.overwrite("{\"mode\":\"LIVE\",\"emergency_stop\":false}");
            }
        } else if (order.isPresent()) {
            boolean force = one.kind() == Happening.Kind.RELEASED_BY_FORCE;
            oracle.releases(order.get().id());
            ByHand.ReleaseOutcome outcome =
                    hand.release(order.get().id(), "ann", "looked at it", force, Terms.seconds(world.terms.greenFor()));
            world.tell(outcome.toString());
            if (outcome instanceof ByHand.ReleaseOutcome.Released done
                    && !force
                    && !done.release().forced()) {
                oracle.granted();
            }
        }
        world.touchRedis();
    }

    /** Whatever is wrong ends; what has happened has happened. */
    private void calm() {
        world.tell("calm");
        world.redisSlow = false;
        world.redisLossy = false;
        world.flagContended = false;
        world.redisBecomes(RedisTrouble.NONE);
        storeIsBack();
        world.store.cannotReachBot = false;
        world.toBot.becomeWell();
        Bot bot = world.bot;
        bot.hangs = false;
        bot.ignoresFlag = false;
        bot.ignoresHttp = false;
        bot.lagBad = false;
        bot.lagNan = false;
        if (bot.life.isEmpty()) {
            bot.start(false);
        }
        if (!bot.isLive()) {
            bot.setMode("DRY");
        }
        for (Guard guard : guards) {
            start(guard);
        }
    }
}

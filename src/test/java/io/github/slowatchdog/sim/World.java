package io.github.slowatchdog.sim;

import io.github.slowatchdog.redis.RedisTrouble;
import io.github.slowatchdog.redis.SimulatedRedis;

/** Everything outside of the watchdogs. */
final class World {

    final VirtualTime time = new VirtualTime();
    /** What belongs to no process of a watchdog. */
    final VirtualTime.Owner owner = new VirtualTime.Owner();

    final Terms terms;
    final Dice dice;
    final Bot bot;
    final Store store;
    final SimulatedRedis redis;
    final Weather toStore;
    final Weather toBot;
    final Transcript transcript;
    /** Redis takes its time, or loses answers. */
    boolean redisSlow;

    boolean redisLossy;
    /** Somebody else writes the flag again and again, also between two commands of a watchdog. */
    boolean flagContended;

    /** Since when Redis has been well and nobody else has written the flag; never while it is not. */
    double redisWellSince;

    /** Since when it has taken no writes, and since when it has not answered at all. */
    double redisDownSince = Double.MAX_VALUE;

    double redisGoneSince = Double.MAX_VALUE;

    /** When somebody else did something to it last. */
    double redisTouched = Double.NEGATIVE_INFINITY;

    int channelFired;
    double channelFiredAt = Double.NEGATIVE_INFINITY;

    World(long seed, Terms terms, Transcript transcript) {
        this.terms = terms;
        this.transcript = transcript;
        this.dice = new Dice(seed);
        this.bot = new Bot(time, dice, terms.live());
        this.store = new Store(time, bot, dice, terms.scrape());
        this.redis = new SimulatedRedis(time);
        this.toStore = new Weather(time);
        this.toBot = new Weather(time);
        redis.loseAnswers(() -> redisLossy && dice.chance(0.2));
        redis.between(() -> {
            if (flagContended && dice.chance(0.1)) {
                redis.overwrite("{\"mode\":\"LIVE\",\"n\":" + dice.whole(0, 99) + "}");
            }
        });
        redis.overwrite(
                terms.live()
                        ? "{\"mode\":\"LIVE\",\"emergency_stop\":false,\"owner\":\"ops\"}"
                        : "{\"mode\":\"DRY\",\"emergency_stop\":false}");
        store.begin(owner, dice.between(0, terms.scrape()) + late(new Dice(~seed)));
        poll();
    }

    /** Now and then the watchdogs are there before anything was scraped. */
    private static double late(Dice dice) {
        return dice.chance(0.1) ? dice.between(19, 40) : 0;
    }

    private void poll() {
        time.after(dice.nanos(0.5, 2.5), owner, () -> {
            bot.poll(redis);
            poll();
        });
    }

    double now() {
        return time.seconds();
    }

    void tell(String what) {
        transcript.add(now(), "world", () -> what);
    }

    void redisBecomes(RedisTrouble trouble) {
        redis.become(trouble);
        touchRedis();
    }

    /** Somebody else did something to Redis: it takes the watchdogs a moment to find out. */
    void touchRedis() {
        redisTouched = now();
        redisWellSince = redis.isWell() && !redisSlow && !redisLossy && !flagContended ? now() : Double.MAX_VALUE;
        redisDownSince = redis.isWell() ? Double.MAX_VALUE : Math.min(redisDownSince, now());
        redisGoneSince = redis.isReadable() ? Double.MAX_VALUE : Math.min(redisGoneSince, now());
    }
}

package io.github.slowatchdog.e2e;

import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/**
 * A row of the table.
 *
 * @param peer what the best peer did, on another day and another machine, as docs/faults.md has it
 */
record FaultRow(String name, Kind kind, String peer, Script script) {

    /** What stands round the watchdog. */
    enum Kind {
        PLAIN,
        /** The counter does not exist before the event. */
        BORN,
        /** The objective asks for the increase of five minutes, as the peers do, instead of counting. */
        INCREASE,
        /** The objective is measured on the bot's own page, too. */
        BOTH_LANES,
        /** Redis is a master with a replica, found by a Sentinel. */
        SENTINEL,
        /** Redis is reached through a relay that can swallow what is said. */
        RELAY
    }

    /** What is done; it begins when all watch. */
    @FunctionalInterface
    interface Script {
        void play(FaultTrial trial) throws Exception;
    }

    /** From the breach to the recovery. */
    static final Duration OUTAGE = Duration.ofSeconds(8);

    private static final Duration DEAD_BEFORE = Duration.ofSeconds(5);
    private static final Duration ILL_BEFORE = Duration.ofSeconds(2);

    static List<FaultRow> all() {
        return List.of(
                new FaultRow("birth", Kind.BORN, "vm 9.4 from breach; am never", FaultTrial::breach),
                storeDies("prom_outage", Kind.PLAIN),
                storeDies("prom_outage, both lanes", Kind.BOTH_LANES),
                new FaultRow(
                        "redis_down",
                        Kind.PLAIN,
                        "direct 0.2, am 3.6",
                        outage(
                                DEAD_BEFORE,
                                t -> t.redis().kill(),
                                t -> t.redis().start())),
                new FaultRow(
                        "redis_hang",
                        Kind.PLAIN,
                        "am 0.0 (a late write landed)",
                        outage(
                                ILL_BEFORE,
                                t -> t.redis().freeze(),
                                t -> t.redis().thaw())),
                refused(
                        "redis_readonly",
                        "am 4.9",
                        t -> t.tell(jedis -> jedis.replicaof("127.0.0.1", 1)),
                        t -> t.tell(Jedis::replicaofNoOne)),
                refused("redis_oom", "am 9.4", t -> memory(t, "1"), t -> memory(t, "0")),
                new FaultRow(
                        "redis_blackhole",
                        Kind.RELAY,
                        "am 7.7",
                        outage(ILL_BEFORE, t -> t.swallow(true), t -> t.swallow(false))),
                refused("redis_auth", "am 20.0", t -> password(t, "secret"), t -> password(t, "")),
                new FaultRow("flag_lost", Kind.PLAIN, "direct 1.0, am never", FaultRow::lost),
                new FaultRow("flag_overwritten", Kind.PLAIN, "direct 1.0, am never", FaultRow::overwritten),
                new FaultRow(
                        "retrip", Kind.PLAIN, "am never; direct cannot be cleared before it", FaultRow::secondBreach),
                sinkCrash("sink_crash", Kind.PLAIN),
                sinkCrash("sink_crash, expr", Kind.INCREASE),
                new FaultRow("sentinel_kill", Kind.SENTINEL, "Redis writable again after 2.3", t -> {
                    t.redis().kill();
                    t.breach();
                }));
    }

    private static FaultRow storeDies(String name, Kind kind) {
        return new FaultRow(
                name,
                kind,
                "vm 1.8, am 6.0 to 7.0",
                outage(
                        DEAD_BEFORE,
                        t -> t.ground().prometheus().process().kill(),
                        t -> t.ground().prometheus().restart()));
    }

    private static FaultRow sinkCrash(String name, Kind kind) {
        return new FaultRow(
                name, kind, "direct 0.8, am 7.5", outage(DEAD_BEFORE, FaultTrial::killBoth, FaultTrial::startBoth));
    }

    private static FaultRow refused(String name, String peer, Script begin, Script cure) {
        return new FaultRow(name, Kind.PLAIN, peer, outage(ILL_BEFORE, begin, cure));
    }

    private static Script outage(Duration before, Script begin, Script cure) {
        return trial -> {
            begin.play(trial);
            trial.pause(before);
            trial.breach();
            trial.pause(OUTAGE);
            trial.recovering();
            cure.play(trial);
        };
    }

    private static void memory(FaultTrial trial, String limit) {
        trial.tell(jedis -> jedis.configSet("maxmemory", limit));
    }

    /** Who is connected stays so in Redis; here each connects anew. */
    private static void password(FaultTrial trial, String password) {
        trial.tell(jedis -> {
            jedis.configSet("requirepass", password);
            jedis.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
        });
    }

    private static void lost(FaultTrial trial) throws Exception {
        trial.breach();
        trial.awaitBoth();
        trial.pause(ILL_BEFORE);
        trial.redis().kill();
        trial.forget();
        trial.recovering();
        trial.redis().start();
    }

    private static void overwritten(FaultTrial trial) throws Exception {
        trial.breach();
        trial.awaitBoth();
        trial.pause(ILL_BEFORE);
        trial.recovering();
        trial.clearByHand(FaultTrial.KEY, NaivePoller.KEY);
        trial.forget();
    }

    private static void secondBreach(FaultTrial trial) throws Exception {
        trial.breach();
        trial.awaitBoth();
        trial.pause(ILL_BEFORE);
        trial.release();
        trial.clearByHand(NaivePoller.KEY);
        trial.pause(ILL_BEFORE);
        trial.breach();
    }
}

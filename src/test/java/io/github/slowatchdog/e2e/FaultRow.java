package io.github.slowatchdog.e2e;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A row of the table.
 *
 * @param patience how long after the script the flags are waited for
 */
record FaultRow(String name, Set<Trait> traits, Duration patience, Script script) {

    /** What makes it other than a counter that is raised, looked at through Prometheus alone. */
    enum Trait {
        /** The counter does not exist before the event. */
        BORN,
        /** It is about a gauge. */
        GAUGE,
        /** Our objective asks for the increase of five minutes, as the peers do, instead of counting. */
        INCREASE,
        /** The peers ask for less than the outage lasts. */
        SHORT_RANGE,
        /** Our objective is measured on the bot's own page, too. */
        BOTH_LANES,
        /** {@code when_blind} says stop. */
        BLIND_STOPS,
        /** Nobody can see it: our flag is not set either. */
        UNSEEN,
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
    /** How long after that a flag counts. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    FaultRow {
        traits = Set.copyOf(traits);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** What the peers ask. */
    String question() {
        if (has(Trait.GAUGE)) {
            return FaultGround.GAUGE + " > " + FaultGround.LIMIT;
        }
        return "sum(increase(" + FaultGround.COUNTER + (has(Trait.SHORT_RANGE) ? "[5s])) > 0" : "[5m])) > 0");
    }

    private static FaultRow of(String name, Script script, Trait... traits) {
        Set<Trait> all = EnumSet.noneOf(Trait.class);
        all.addAll(List.of(traits));
        return new FaultRow(name, all, PATIENCE, script);
    }

    private FaultRow waiting(Duration longer) {
        return new FaultRow(name, traits, longer, script);
    }

    static List<FaultRow> all() {
        return Stream.of(seeing(), store(), sink(), redis(), flag())
                .flatMap(List::stream)
                .toList();
    }

    private static List<FaultRow> seeing() {
        Script spike = FaultDeeds::spike;
        Script reset = FaultDeeds::spikeAndReset;
        return List.of(
                of("birth", FaultTrial::breach, Trait.BORN),
                of("birth_then_inc", FaultDeeds::bornThenRaised, Trait.BORN),
                of("spike_gauge", spike, Trait.GAUGE, Trait.UNSEEN),
                of("spike_gauge, both lanes", spike, Trait.GAUGE, Trait.BOTH_LANES),
                of("spike_reset", reset, Trait.UNSEEN),
                of("spike_reset, both lanes", reset, Trait.BOTH_LANES));
    }

    private static List<FaultRow> store() {
        Script dies = FaultDeeds.outage(FaultDeeds.DEAD_BEFORE, FaultDeeds::killStores, FaultDeeds::restartStores);
        Script hangs = FaultDeeds.outage(
                FaultDeeds.ILL_BEFORE,
                t -> FaultDeeds.stores(t, one -> one.process().freeze()),
                t -> FaultDeeds.stores(t, one -> one.process().thaw()));
        return List.of(
                of("prom_outage", dies),
                of("prom_outage, both lanes", dies, Trait.BOTH_LANES),
                of("prom_outage_long", dies, Trait.SHORT_RANGE),
                of("prom_hang", hangs),
                of("prom_hang, both lanes", hangs, Trait.BOTH_LANES),
                of("prom_dead", FaultDeeds::storesDead, Trait.BLIND_STOPS),
                of("bot_dead", FaultDeeds::botDead, Trait.BLIND_STOPS, Trait.BOTH_LANES));
    }

    private static List<FaultRow> sink() {
        Script crash = FaultDeeds.outage(FaultDeeds.DEAD_BEFORE, t -> t.each(t::kill), t -> t.each(t::start));
        return List.of(
                // Prometheus sends an alert again a minute after it could not
                of(
                                "am_down",
                                FaultDeeds.outage(
                                        FaultDeeds.DEAD_BEFORE,
                                        t -> t.ground().alertmanager().process().kill(),
                                        t -> t.ground().alertmanager().restart()))
                        .waiting(Duration.ofSeconds(65)),
                of("group_join", FaultDeeds::groupJoined),
                of("sink_crash", crash),
                of("sink_crash, expr", crash, Trait.INCREASE),
                of("sink_crash_mid", FaultDeeds::crashInTheWrite, Trait.RELAY));
    }

    private static List<FaultRow> redis() {
        return List.of(
                of(
                        "redis_down",
                        FaultDeeds.outage(
                                FaultDeeds.DEAD_BEFORE,
                                t -> t.eachRedis(one -> one.server().kill()),
                                t -> t.eachRedis(one -> one.server().start()))),
                ill(
                        "redis_hang",
                        one -> one.server().freeze(),
                        one -> one.server().thaw()),
                ill(
                        "redis_readonly",
                        one -> one.tell(jedis -> jedis.replicaof("127.0.0.1", 1)),
                        one -> one.tell(jedis -> jedis.replicaofNoOne())),
                ill("redis_oom", one -> FaultDeeds.memory(one, "1"), one -> FaultDeeds.memory(one, "0")),
                ill("redis_blackhole", one -> one.swallow(true), one -> one.swallow(false), Trait.RELAY),
                ill("redis_auth", one -> FaultDeeds.password(one, "secret"), one -> FaultDeeds.password(one, "")),
                of("sentinel_kill", FaultDeeds::mastersDie, Trait.SENTINEL));
    }

    private static List<FaultRow> flag() {
        return List.of(
                of("flag_lost", FaultDeeds::lost),
                of("flag_overwritten", FaultDeeds::overwritten),
                of("retrip", FaultDeeds::secondBreach));
    }

    private static FaultRow ill(
            String name, FaultTrial.Deed<FaultRedis> begin, FaultTrial.Deed<FaultRedis> cure, Trait... traits) {
        return of(
                name,
                FaultDeeds.outage(FaultDeeds.ILL_BEFORE, t -> t.eachRedis(begin), t -> t.eachRedis(cure)),
                traits);
    }
}

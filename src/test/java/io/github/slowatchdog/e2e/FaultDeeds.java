package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.PrometheusServer;
import java.time.Duration;
import java.time.Instant;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** What happens in the rows of {@link FaultRow}. */
final class FaultDeeds {

    static final Duration DEAD_BEFORE = Duration.ofSeconds(5);
    static final Duration ILL_BEFORE = Duration.ofSeconds(2);

    private static final Duration SPIKE = Duration.ofMillis(400);
    private static final Duration BEFORE_THE_CRASH = Duration.ofMillis(300);
    private static final int TOO_MUCH = 9;

    private FaultDeeds() {}

    static FaultRow.Script outage(Duration before, FaultRow.Script begin, FaultRow.Script cure) {
        return trial -> {
            begin.play(trial);
            trial.pause(before);
            trial.breach();
            trial.pause(FaultRow.OUTAGE);
            trial.recovering();
            cure.play(trial);
        };
    }

    static void bornThenRaised(FaultTrial trial) throws Exception {
        trial.breach();
        trial.pause(DEAD_BEFORE);
        trial.ground().raise(FaultGround.COUNTER);
    }

    static void spike(FaultTrial trial) throws Exception {
        awaitGap(trial);
        trial.begin();
        trial.ground().set(FaultGround.GAUGE, TOO_MUCH);
        trial.pause(SPIKE);
        trial.ground().set(FaultGround.GAUGE, FaultGround.LIMIT);
    }

    static void spikeAndReset(FaultTrial trial) throws Exception {
        awaitGap(trial);
        trial.breach();
        trial.pause(BEFORE_THE_CRASH);
        trial.ground().restartBot();
    }

    private static void awaitGap(FaultTrial trial) throws Exception {
        trial.pause(Duration.between(Instant.now(), trial.ground().betweenScrapes()));
    }

    static void stores(FaultTrial trial, FaultTrial.Deed<PrometheusServer> deed) throws Exception {
        trial.atOnce(trial.ground().stores().toList(), deed);
    }

    static void killStores(FaultTrial trial) throws Exception {
        stores(trial, one -> one.process().kill());
    }

    static void restartStores(FaultTrial trial) throws Exception {
        stores(trial, PrometheusServer::restart);
    }

    static void storesDead(FaultTrial trial) throws Exception {
        trial.begin();
        killStores(trial);
    }

    static void botDead(FaultTrial trial) {
        trial.begin();
        trial.ground().killBot();
    }

    /** Another alert fires, of the same group in the Alertmanager; the breach joins it. */
    static void groupJoined(FaultTrial trial) throws Exception {
        trial.ground().raise(FaultGround.NOISE);
        trial.pause(DEAD_BEFORE);
        trial.breach();
    }

    static void crashInTheWrite(FaultTrial trial) {
        trial.ambush();
        trial.breach();
    }

    static void memory(FaultRedis redis, String limit) {
        redis.tell(jedis -> jedis.configSet("maxmemory", limit));
    }

    /** Who is connected stays so in Redis; here each connects anew. */
    static void password(FaultRedis redis, String password) {
        redis.tell(jedis -> {
            jedis.configSet("requirepass", password);
            jedis.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
        });
    }

    static void mastersDie(FaultTrial trial) throws Exception {
        trial.eachRedis(one -> one.server().kill());
        trial.breach();
    }

    static void lost(FaultTrial trial) throws Exception {
        trial.breach();
        trial.awaitAllSet();
        trial.pause(ILL_BEFORE);
        trial.eachRedis(one -> one.server().kill());
        trial.begin();
        trial.eachRedis(one -> one.server().start());
    }

    static void overwritten(FaultTrial trial) throws Exception {
        trial.breach();
        trial.awaitAllSet();
        trial.pause(ILL_BEFORE);
        trial.clearByHand(FaultSide.values());
        trial.begin();
    }

    static void secondBreach(FaultTrial trial) throws Exception {
        trial.breach();
        trial.awaitAllSet();
        trial.pause(ILL_BEFORE);
        trial.release();
        trial.clearByHand(FaultSide.NAIVE, FaultSide.ALERTMANAGER, FaultSide.DIRECT);
        trial.begin();
        trial.pause(ILL_BEFORE);
        trial.breachAgain();
    }
}

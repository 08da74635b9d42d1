package io.github.slowatchdog.e2e;

import java.time.Duration;
import java.time.Instant;

/**
 * How many questions have been put to one Prometheus.
 *
 * @param time in which it was so
 * @param poller by (c)
 * @param ours by (d)
 * @param looking by the bench, to see when a sample was visible
 * @param counted by Prometheus itself, whoever asked
 */
record Questions(Duration time, long poller, long ours, long looking, long counted) {

    /** So far. */
    static Questions asked(RaceGround ground, Race race) {
        return new Questions(
                Duration.between(Instant.EPOCH, Instant.now()),
                ground.poller().asked(),
                ground.dog(Contestant.STORE_LANE).queries(),
                race.looked(),
                ground.counted());
    }

    Questions since(Questions before) {
        return new Questions(
                time.minus(before.time),
                poller - before.poller,
                ours - before.ours,
                looking - before.looking,
                counted - before.counted);
    }

    double oursPerPoller() {
        return (double) ours / poller;
    }

    /** What somebody else asked. */
    long others() {
        return counted - poller - ours - looking;
    }
}

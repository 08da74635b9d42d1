package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a plan is carried out with.
 *
 * @param lanes those that can be read here
 * @param maxAge how old the newest {@code up} sample of the prometheus lane may be
 * @param flag where the flag is, if that is known
 * @param kept where values are kept, if anywhere
 * @param attested what was said, by name of the step
 * @param stdin standard input
 * @param inherited which variables of the environment a program may see
 * @param secrets what must not be shown, beside what the plan names
 */
public record Means(
        Vertx vertx,
        Map<Lane, MetricSource> lanes,
        Optional<Duration> maxAge,
        Optional<FlagReader> flag,
        Optional<Kept> kept,
        Map<String, String> attested,
        InputStream stdin,
        Predicate<String> inherited,
        Set<Secret> secrets,
        Time time) {

    public Means {
        lanes = Map.copyOf(lanes);
        attested = Map.copyOf(attested);
        secrets = Set.copyOf(secrets);
    }
}

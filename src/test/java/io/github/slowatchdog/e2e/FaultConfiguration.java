package io.github.slowatchdog.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the watchdog of a {@link FaultTrial} is started with. */
final class FaultConfiguration {

    private FaultConfiguration() {}

    /** The file. */
    static Path write(Path directory, FaultRow row, FaultGround ground, FaultRedis redis) throws IOException {
        boolean both = row.has(FaultRow.Trait.BOTH_LANES);
        Files.writeString(directory.resolve("rules.yaml"), """
                groups:
                  - name: faults
                    interval: %s
                    via: %s
                    objectives:
                      - {name: fault, %s, no_data: met, on_breach: stop}
                      - {name: noise, count: %s, expect: "== 0", no_data: met, on_breach: warn}
                """.formatted(
                both ? "200ms" : "1s", both ? "[bot, prometheus]" : "[prometheus]", promise(row), FaultGround.NOISE));
        return Files.writeString(directory.resolve("watchdog.yaml"), """
                name: bench
                rules: [rules.yaml]
                prometheus:
                  url: %s
                  timeout: 2s
                  freshness: {selector: 'up{job="%s"}', max_age: 5s}
                bot: {metrics: '%s'}
                stop:
                  mode: enforce
                  redis: {url: '%s', key: %s}
                  when_blind: %s
                http: {listen: '127.0.0.1:0'}
                phases: [{name: canary, soak: {window: 1h}}]
                phase: canary
                journal: {path: '%s'}
                """.formatted(
                        ground.prometheus().url(),
                        PeerStack.JOB,
                        ground.page(),
                        redis.url(),
                        FaultRedis.KEY,
                        row.has(FaultRow.Trait.BLIND_STOPS) ? "{after: 5s, then: stop}" : "{after: 1m, then: warn}",
                        directory.resolve("journal")));
    }

    private static String promise(FaultRow row) {
        if (row.has(FaultRow.Trait.GAUGE)) {
            return "gauge: " + FaultGround.GAUGE + ", expect: \"<= " + FaultGround.LIMIT + "\"";
        }
        return row.has(FaultRow.Trait.INCREASE)
                ? "expr: 'sum(increase(" + FaultGround.COUNTER + "[5m]))', expect: \"== 0\""
                : "count: " + FaultGround.COUNTER + ", expect: \"== 0\"";
    }
}

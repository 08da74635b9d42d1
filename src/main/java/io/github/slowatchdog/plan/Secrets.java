package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanFile;
import io.github.slowatchdog.config.PlanStep;
import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Indicator;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Finds everything secret that a plan is carried out with. */
final class Secrets {

    private Secrets() {}

    /** @param more secrets from elsewhere */
    static Mask of(PlanFile plan, Set<Secret> more) {
        Set<String> secrets = new HashSet<>();
        plan.environmentUsed().forEach((name, value) -> {
            if (Mask.isNamedLikeSecret(name) || Mask.isSecret(value)) {
                secrets.add(value);
            }
        });
        Stream.of(more.stream(), clients(plan).flatMap(Settings.HttpClient::secrets), signatures(plan))
                .flatMap(all -> all)
                .forEach(secret -> reveal(secret, secrets));
        return new Mask(secrets);
    }

    private static Stream<Secret> signatures(PlanFile plan) {
        return plan.allSteps().stream()
                .map(PlanStep::task)
                .flatMap(task -> task instanceof PlanStep.Http http ? http.hmac().stream() : Stream.empty())
                .map(PlanStep.Hmac::secret);
    }

    /** With what servers are asked: by the plan as a whole, by steps, by their conditions. */
    private static Stream<Settings.HttpClient> clients(PlanFile plan) {
        return Stream.of(
                        plan.prometheus().map(Settings.Prometheus::client).stream(),
                        plan.bot().map(Settings.Bot::client).stream(),
                        plan.allSteps().stream()
                                .flatMap(step -> Stream.concat(
                                        client(step.task()),
                                        step.when().flatMap(Condition::indicator).stream()
                                                .flatMap(Secrets::client))))
                .flatMap(all -> all);
    }

    private static Stream<Settings.HttpClient> client(PlanStep.Task task) {
        if (task instanceof PlanStep.Http http) {
            return Stream.of(http.client());
        }
        return task instanceof PlanStep.Measure measure ? client(measure.indicator()) : Stream.empty();
    }

    private static Stream<Settings.HttpClient> client(Indicator indicator) {
        return indicator instanceof Indicator.Probe probe
                ? Stream.of(Settings.HttpClient.of(probe.access()))
                : Stream.empty();
    }

    private static void reveal(Secret secret, Set<String> secrets) {
        try {
            secrets.add(secret.reveal());
        } catch (IOException e) {
            // a secret that cannot be read cannot be shown; the step that needs it says so
        }
    }
}

package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanFile;
import io.github.slowatchdog.config.PlanStep;
import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Finds everything secret that a plan is carried out with. */
final class Secrets {

    private Secrets() {}

    /** @param more secrets from elsewhere */
    static Mask of(PlanFile plan, Set<String> more) {
        Set<String> secrets = new HashSet<>(more);
        plan.environmentUsed().forEach((name, value) -> {
            if (Mask.isNamedLikeSecret(name) || Mask.isSecret(value)) {
                secrets.add(value);
            }
        });
        plan.allSteps().stream()
                .map(PlanStep::task)
                .filter(PlanStep.Http.class::isInstance)
                .map(PlanStep.Http.class::cast)
                .flatMap(Secrets::of)
                .forEach(secret -> reveal(secret, secrets));
        return new Mask(secrets);
    }

    private static Stream<Secret> of(PlanStep.Http http) {
        Settings.HttpClient client = http.client();
        return Stream.of(
                        http.hmac().map(PlanStep.Hmac::secret).stream(),
                        client.basicAuth().map(Settings.BasicAuth::password).stream(),
                        client.authorization().map(Settings.Authorization::credentials).stream(),
                        client.headers().values().stream())
                .flatMap(secrets -> secrets);
    }

    private static void reveal(Secret secret, Set<String> secrets) {
        try {
            secrets.add(secret.reveal());
        } catch (IOException e) {
            // a secret that cannot be read cannot be shown; the step that needs it says so
        }
    }
}

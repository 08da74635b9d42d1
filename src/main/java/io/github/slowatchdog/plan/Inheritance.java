package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanFile;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which variables of our environment a program of a plan may see: all but what is, or may be, a secret of ours. */
public final class Inheritance {

    private Inheritance() {}

    /** @param used the names of variables that hold something of the configuration */
    public static Predicate<String> of(PlanFile plan, Set<String> used) {
        return name -> !used.contains(name)
                && !name.startsWith("SLO_WATCHDOG_")
                && !Mask.isNamedLikeSecret(name)
                && !isSecretOfPlan(plan, name);
    }

    private static boolean isSecretOfPlan(PlanFile plan, String name) {
        return Optional.ofNullable(plan.environmentUsed().get(name))
                .filter(Mask::isSecret)
                .isPresent();
    }
}

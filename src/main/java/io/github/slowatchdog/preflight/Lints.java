package io.github.slowatchdog.preflight;

import io.github.slowatchdog.config.Places;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Lane;
import java.util.ArrayList;
import java.util.List;

/** What reading the rules alone brings to light; no server is asked. */
public final class Lints {

    private Lints() {}

    /** All findings, the worst first. */
    public static List<Finding> of(Settings settings, Places places) {
        List<Asked> all = Inventory.of(settings, places);
        List<Finding> findings = new ArrayList<>();
        for (Asked asked : all) {
            findings.addAll(ExpressionLints.of(asked));
            findings.addAll(WindowLints.of(asked));
            findings.addAll(BurnLints.of(asked));
        }
        if (settings.prometheus().freshness().isEmpty() && all.stream().anyMatch(one -> one.isOn(Lane.PROMETHEUS))) {
            findings.add(new Finding(
                    Code.NO_FRESHNESS,
                    places.setting("prometheus"),
                    "freshness is not there",
                    "add `freshness: {selector: 'up{job=\"...\"}', max_age: 90s}` with the bot's own job"));
        }
        return findings.stream().distinct().sorted().toList();
    }
}

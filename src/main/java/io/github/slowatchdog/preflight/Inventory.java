package io.github.slowatchdog.preflight;

import io.github.slowatchdog.config.Places;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.soak.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that a configuration asks for. */
final class Inventory {

    private final Settings settings;
    private final Places places;
    private final List<Asked> all = new ArrayList<>();

    private Inventory(Settings settings, Places places) {
        this.settings = settings;
        this.places = places;
    }

    static List<Asked> of(Settings settings, Places places) {
        Inventory inventory = new Inventory(settings, places);
        settings.groups()
                .forEach(group -> group.objectives().forEach(objective -> inventory.objective(group, objective)));
        inventory.phase();
        settings.stop().confirm().ifPresent(inventory::confirm);
        return List.copyOf(inventory.all);
    }

    private void objective(Settings.Group group, Objective objective) {
        String name = objective.name();
        Asked.Interval interval = new Asked.Interval(group.interval(), places.groupOf(name, "interval"));
        boolean measured = objective.when().flatMap(Condition::indicator).isPresent();
        all.add(new Asked(
                keys -> places.objective(name, keys),
                objective.indicator(),
                Optional.of(objective.expect()),
                objective.lanes(),
                objective.noData() == NoData.MET || isAbsence(objective.expect()),
                measured,
                Optional.of(interval),
                objective.onBreach() == Consequence.STOP && !objective.shadow()));
        objective
                .when()
                .ifPresent(when -> when.indicator()
                        .ifPresent(indicator -> all.add(new Asked(
                                keys -> places.objective(name, inside("when", keys)),
                                indicator,
                                Optional.empty(),
                                List.of(lane(indicator, Lane.PROMETHEUS)),
                                // a condition that answers nothing does not hold
                                true,
                                false,
                                Optional.of(interval),
                                false))));
    }

    private static boolean isAbsence(Expectation expect) {
        return expect instanceof Expectation.Presence presence && !presence.present();
    }

    private void phase() {
        String phase = Integer.toString(settings.phases().indexOf(settings.phase()));
        List<Requirement> required = settings.phase().soak().require();
        for (int i = 0; i < required.size(); i++) {
            String number = Integer.toString(i);
            Requirement one = required.get(i);
            plain(
                    keys -> places.setting(inside(List.of("phases", phase, "soak", "require", number), keys)),
                    one.indicator(),
                    Optional.of(one.expect()),
                    Lane.PROMETHEUS,
                    // what is required may be still to come
                    isAbsence(one.expect()) || one.indicator() instanceof Indicator.Count);
        }
        settings.phase()
                .build()
                .ifPresent(build -> plain(
                        // the keys of a state stand there without the word
                        keys -> places.setting("phases", phase, "soak", "restart_on_build", "metric"),
                        build,
                        Optional.empty(),
                        Lane.PROMETHEUS,
                        false));
    }

    private void confirm(Settings.Confirm confirm) {
        plain(
                keys -> places.setting(inside(List.of("stop", "confirm"), keys)),
                confirm.indicator(),
                Optional.of(confirm.expect()),
                settings.bot().isPresent() ? Lane.BOT : Lane.PROMETHEUS,
                isAbsence(confirm.expect()));
    }

    private void plain(
            Asked.Spot spot, Indicator indicator, Optional<Expectation> expect, Lane usual, boolean emptyIsFine) {
        all.add(new Asked(
                spot, indicator, expect, List.of(lane(indicator, usual)), emptyIsFine, false, Optional.empty(), false));
    }

    private static Lane lane(Indicator indicator, Lane usual) {
        return indicator instanceof Indicator.Probe ? Lane.DIRECT : usual;
    }

    private static String[] inside(String outer, String... keys) {
        return inside(List.of(outer), keys);
    }

    private static String[] inside(List<String> outer, String... keys) {
        List<String> whole = new ArrayList<>(outer);
        whole.addAll(List.of(keys));
        return whole.toArray(String[]::new);
    }
}

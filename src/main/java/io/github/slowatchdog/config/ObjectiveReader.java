package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one objective of a group, and fills in what it leaves out. */
final class ObjectiveReader {

    /** Labels that the metrics about objectives have already (SPEC 11), or that mean something by themselves. */
    private static final Set<String> TAKEN =
            Set.of("slo", "group", "on_breach", "severity", "lanes", "__name__", "le", "quantile");

    private static final Settings.WhenBlind STAND_IN = new Settings.WhenBlind(Duration.ofMinutes(1), Consequence.WARN);

    private final String group;
    private final Optional<List<Lane>> groupVia;
    private final Settings.WhenBlind whenBlind;
    private final boolean hasBot;
    private final Duration soak;

    /** Objectives that expect the same hold one of it: there may be thousands. */
    private final Map<Expectation, Expectation> shared = new HashMap<>();

    ObjectiveReader(
            String group,
            Optional<List<Lane>> groupVia,
            Optional<Settings.WhenBlind> whenBlind,
            boolean hasBot,
            Duration soak) {
        this.group = group;
        this.groupVia = groupVia;
        this.whenBlind = whenBlind.orElse(STAND_IN);
        this.hasBot = hasBot;
        this.soak = soak;
    }

    Optional<Objective> read(Fields in) {
        Optional<String> name = in.need("name", "duplicate_intents", Scalars::labelName);
        Optional<String> kind = Indicators.kind(in);
        Optional<Indicator> indicator = kind.flatMap(key -> Indicators.read(in, key, Optional.of(soak)));
        Optional<Expectation> expect = Expectations.need(in, kind);
        Optional<Consequence> onBreach = in.need("on_breach", "stop", Scalars.oneOf(Consequence.class));
        Optional<List<Lane>> via = in.get("via", at -> Lanes.read(at, hasBot));
        List<Lane> lanes = kind.map(key -> Lanes.of(in, key, via, groupVia)).orElse(List.of(Lane.PROMETHEUS));
        Duration hold = in.get("for", Scalars::durationOrZero, Duration.ZERO);
        Optional<Condition> when = in.fields("when", Section.WHEN).flatMap(Conditions::read);
        NoData noData = in.get("no_data", Scalars.oneOf(NoData.class), NoData.UNKNOWN);
        Duration grace = in.get("grace", Scalars::durationOrZero, Duration.ZERO);
        Duration blindAfter = in.get("blind_after", Scalars::duration, whenBlind.after());
        Consequence blindThen = in.get("when_blind", Scalars.oneOf(Consequence.class), whenBlind.then());
        Optional<Duration> judgedFor = in.get("judged_for", Scalars::durationOrZero);
        boolean shadow = in.get("shadow", Scalars::bool, false);
        Objective.Notes notes = notes(in);
        if (name.isEmpty() || indicator.isEmpty() || expect.isEmpty() || onBreach.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Objective(
                name.get(),
                group,
                indicator.get(),
                shared.computeIfAbsent(expect.get(), same -> same),
                onBreach.get(),
                lanes,
                hold,
                when,
                noData,
                grace,
                blindAfter,
                blindThen,
                judgedFor,
                shadow,
                notes));
    }

    private static Objective.Notes notes(Fields in) {
        return Objective.Notes.of(
                in.get("severity", Scalars::line),
                in.get("summary", Scalars::text),
                in.get("runbook_url", Addresses::link).map(Object::toString),
                in.at("labels").map(ObjectiveReader::labels).orElseGet(Collections::emptySortedMap));
    }

    /** Labels for alerts and info series. */
    static SortedMap<String, String> labels(Cursor at) {
        SortedMap<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, Cursor.Entry> label : at.freeKeys().entrySet()) {
            Cursor key = label.getValue().key();
            if (!Scalars.isLabelName(label.getKey())) {
                key.wrong(
                        Quote.of(label.getKey()) + " is not the name of a label",
                        "use letters, digits and '_', not starting with a digit");
            } else if (TAKEN.contains(label.getKey())) {
                key.wrong(
                        "the label " + Quote.of(label.getKey()) + " is set by the watchdog, or by Prometheus",
                        "rename it");
            }
            label.getValue().value().text().ifPresent(text -> labels.put(label.getKey(), text));
        }
        return labels;
    }
}

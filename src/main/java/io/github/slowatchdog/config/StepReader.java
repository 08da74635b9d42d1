package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads one step of a plan: what all steps have, and what goes with what. */
final class StepReader {

    private static final List<String> TASKS = List.of("http", "log", "exec", "flag", "attest", "wait");
    private static final List<String> KINDS =
            Stream.concat(TASKS.stream(), Indicators.KINDS.stream()).toList();
    private static final Map<String, Boolean> OTHERWISE = new TreeMap<>(Map.of("defer", false, "skip", true));
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);

    private StepReader() {}

    static Optional<PlanStep> read(Fields in, PlanStep.Place place) {
        Optional<String> name = in.need("name", "it answers", Scalars::line);
        Optional<String> summary = in.get("summary", Scalars::text);
        Optional<String> kind = in.atMostOne(KINDS, "a step does one thing");
        if (kind.isEmpty()) {
            in.wrong("no step is there", "add one of the keys " + String.join(", ", KINDS));
        }
        kind.ifPresent(key -> checkCompany(in, key));
        Optional<PlanStep.Task> task = kind.flatMap(key -> task(in, key));
        PlanStep.Patience patience = new PlanStep.Patience(
                in.get("within", Scalars::duration),
                in.get("hold", Scalars::duration),
                in.get("interval", Scalars.duration(SHORTEST_INTERVAL), PlanStep.Patience.INTERVAL));
        boolean require = in.get("require", Scalars::bool, false);
        boolean shadow = in.get("shadow", Scalars::bool, false);
        if (require && shadow) {
            in.wrong("shadow", "shadow contradicts require: such a step never fails", "remove one of the two");
        }
        Optional<Condition> when = in.fields("when", Section.WHEN).flatMap(Conditions::read);
        boolean skippable = in.get("otherwise", Scalars.oneOf(OTHERWISE), false);
        Optional<String> save = in.get("save", Scalars::plainName);
        Optional<PlanStep.Compare> compare =
                in.fields("compare", Section.COMPARE).flatMap(StepReader::compare);
        return name.flatMap(text -> task.map(what ->
                new PlanStep(text, place, summary, what, patience, require, shadow, when, skippable, save, compare)));
    }

    /** Keys that do not go with this kind of step. */
    private static void checkCompany(Fields in, String kind) {
        boolean measured = Indicators.KINDS.contains(kind);
        refuse(in, "expect", kind, key -> List.of("log", "attest", "wait").contains(key));
        refuse(in, "window", kind, key -> !measured);
        refuse(in, "via", kind, key -> !measured || key.equals("probe"));
        refuse(in, "no_data", kind, key -> !measured || key.equals("probe"));
        for (String patience : List.of("within", "hold", "interval")) {
            refuse(in, patience, kind, key -> List.of("attest", "wait").contains(key));
        }
        for (String kept : List.of("save", "compare")) {
            refuse(
                    in,
                    kept,
                    kind,
                    key -> List.of("log", "attest", "wait", "gauge", "state").contains(key));
        }
        refuse(in, "shadow", kind, key -> key.equals("wait"));
        refuse(in, "require", kind, key -> key.equals("wait"));
        if (in.has("otherwise") && !in.has("when")) {
            in.wrong("otherwise", "otherwise is there without when", "add `when`, or remove it");
        }
    }

    private static void refuse(Fields in, String key, String kind, Predicate<String> misfits) {
        if (in.has(key) && misfits.test(kind)) {
            in.wrong(key, key + " does not go with " + kind, "remove it");
        }
    }

    private static Optional<PlanStep.Task> task(Fields in, String kind) {
        return switch (kind) {
            case "http" -> HttpStepReader.read(in).map(task -> task);
            case "log" -> in.fields("log", Section.LOG_STEP).flatMap(LogStepReader::read);
            case "exec" -> ExecStepReader.read(in).map(task -> task);
            case "flag" -> FlagStepReader.read(in);
            case "attest" ->
                in.fields("attest", Section.ATTEST)
                        .map(fields -> new PlanStep.Attest(
                                fields.get("by_role", Scalars::line), fields.get("statement", Scalars::text)));
            case "wait" -> in.get("wait", Scalars::duration).map(PlanStep.Wait::new);
            default -> measure(in, kind);
        };
    }

    private static Optional<PlanStep.Task> measure(Fields in, String kind) {
        Optional<Indicator> indicator = Indicators.read(in, kind);
        boolean kept = in.has("save") || in.has("compare");
        Optional<Expectation> expect =
                kept && !in.has("expect") ? Optional.empty() : Expectations.need(in, Optional.of(kind));
        Lane via = in.get("via", Scalars.oneOf(Lanes.WORDS), Lane.PROMETHEUS);
        Lane lane = kind.equals("probe") ? Lane.DIRECT : via;
        NoData noData = in.get("no_data", Scalars.oneOf(NoData.class), NoData.UNKNOWN);
        if (lane == Lane.BOT && kind.equals("expr")) {
            in.wrong("via", "only Prometheus can answer an expr", "remove it, or use count, changes, gauge or state");
        }
        if (lane == Lane.BOT && (in.has("window") || kind.equals("ratio"))) {
            in.wrong(
                    "via",
                    "the bot's own page does not remember what was before the plan, so there is no window",
                    "use via: prometheus, or count without window, which counts since the plan began");
        }
        return indicator.map(what -> new PlanStep.Measure(what, expect, lane, noData));
    }

    private static Optional<PlanStep.Compare> compare(Fields in) {
        Optional<String> with = in.need("with", "pre-deploy", Scalars::plainName);
        Optional<Tolerance> tolerance = in.get(
                "tolerance",
                at -> at.parse(
                        "a tolerance",
                        "write a share such as 20%, or a number of the same unit such as 5",
                        Tolerance::parse));
        return with.map(name -> new PlanStep.Compare(
                name,
                tolerance.map(Tolerance::size).orElse(0.0),
                tolerance.map(Tolerance::relative).orElse(false)));
    }

    /** How far a number may be off. */
    private record Tolerance(double size, boolean relative) {

        static Optional<Tolerance> parse(String text) {
            boolean relative = text.endsWith("%");
            String number = relative ? text.substring(0, text.length() - 1).strip() : text;
            return number.matches("[0-9]{1,15}(\\.[0-9]{1,15})?")
                    ? Optional.of(new Tolerance(Double.parseDouble(number) / (relative ? 100 : 1), relative))
                    : Optional.empty();
        }
    }
}

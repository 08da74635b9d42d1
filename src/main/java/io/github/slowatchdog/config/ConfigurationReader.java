package io.github.slowatchdog.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the configuration file section by section, then the rule files it names. */
final class ConfigurationReader {

    private final Fields root;
    private final Function<String, Optional<String>> env;
    private final Problems problems;
    private final Fingerprint fingerprint;
    private final boolean placed;

    /** @param placed whether somebody wants to know where things stand */
    ConfigurationReader(
            Fields root,
            Function<String, Optional<String>> env,
            Problems problems,
            Fingerprint fingerprint,
            boolean placed) {
        this.placed = placed;
        this.root = root;
        this.env = env;
        this.problems = problems;
        this.fingerprint = fingerprint;
    }

    /** The settings with their places; empty if something needed could not be read. Not to be used if there is any problem. */
    Optional<Loaded.Ok> read(Optional<String> askedPhase) {
        Optional<String> name = root.need("name", "vanta-canary", Scalars::plainName);
        Optional<Settings.Prometheus> prometheus = root.need(
                        "prometheus", "{url: http://localhost:9090}", at -> at.fields(Section.PROMETHEUS))
                .flatMap(PrometheusSection::read);
        Optional<Settings.Bot> bot = SmallSections.bot(root);
        Optional<Settings.Stop> stop = stop();
        Optional<Settings.Alertmanager> alertmanager = TellingSections.alertmanager(root);
        Optional<Settings.Grafana> grafana = TellingSections.grafana(root);
        Settings.Http http = HttpSection.read(root);
        Optional<Path> journal = SmallSections.journal(root);
        Settings.Log log = SmallSections.log(root);
        Phases phases = Phases.read(root);
        Optional<Phases.Stage> stage = phases.choose(
                root, askedPhase, env.apply(ConfigLoader.PHASE_VARIABLE).filter(text -> !text.isEmpty()));
        RulesReader rules = rules(stage, stop.map(Settings.Stop::whenBlind));
        if (name.isEmpty() || prometheus.isEmpty() || stop.isEmpty() || stage.isEmpty()) {
            return Optional.empty();
        }
        Settings.Phase phase = stage.get().phase();
        Settings settings = new Settings(
                name.get(),
                prometheus.get(),
                bot,
                stop.get(),
                alertmanager,
                grafana,
                http,
                journal,
                log,
                phase,
                phases.inOrder(),
                rules.groups(),
                fingerprint.with(phase.name()));
        return Optional.of(new Loaded.Ok(settings, placed ? rules.places(root.cursor()) : Places.NONE));
    }

    private Optional<Settings.Stop> stop() {
        return root.need(
                        "stop",
                        "{redis: {url: redis://localhost:6379/0}, when_blind: {after: 2m, then: stop}}",
                        at -> at.fields(Section.STOP))
                .flatMap(StopSection::read);
    }

    private RulesReader rules(Optional<Phases.Stage> stage, Optional<Settings.WhenBlind> whenBlind) {
        Substitution environment = Substitution.ofEnvironment(env);
        Substitution substitution = stage.map(one -> environment.withVariables(one.variables()))
                .orElseGet(environment::withUnknownVariables);
        RulesReader reader = new RulesReader(
                whenBlind,
                root.has("bot"),
                stage.map(one -> one.phase().soak()).orElse(Phases.STAND_IN).window(),
                placed);
        root.need("rules", "[../rules/*.yaml]", Optional::of)
                .map(RuleFiles::of)
                .orElse(List.of())
                .forEach(file -> Cursor.root(fingerprint.take(file), substitution, problems)
                        .flatMap(rules -> rules.fields(Section.RULES))
                        .ifPresent(reader::read));
        return reader;
    }
}

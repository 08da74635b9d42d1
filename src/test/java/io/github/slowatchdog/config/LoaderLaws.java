package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.fuzz.ScratchFile;
import io.github.slowatchdog.fuzz.Tape;
import io.github.slowatchdog.slo.Objective;
import io.vertx.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What holds for whatever stands in a file of ours: it says what it means, or each problem has its place and its fix. */
final class LoaderLaws {

    private static final String CONFIGURATION = """
            name: fuzzed
            rules: [rules.yaml]
            prometheus: {url: http://localhost:9090}
            bot: {metrics: http://localhost:8090/metrics}
            stop: {redis: {url: redis://localhost:6379/0}, when_blind: {after: 2m, then: stop}}
            phases: [{name: dry, vars: {mode: DRY}, soak: {window: 1h}}]
            """;

    private static final String RULES = """
            groups:
              - name: g
                objectives:
                  - {name: a, count: a_total, expect: "== 0", on_breach: stop}
            """;

    private static final List<String> VALUES = List.of(
            "expect: %s, count: a_total",
            "expect: '== 0', count: %s",
            "expect: '== 0', count: a_total, window: %s",
            "expect: '== 0', count: a_total, when: {utc: %s}",
            "expect: '== 0', expr: %s",
            "expect: '== DRY', state: {metric: %s, label: mode}",
            "expect: present, probe: {url: 'http://localhost/', json: %s}",
            "expect: present, probe: {url: %s}",
            "expect: %s, probe: {url: 'http://localhost/', json: $.a}",
            "expect: '< 1%%', ratio: {bad: %s, total: a_total, window: 5m}",
            "expect: '== 0', count: a_total, labels: {x: %s}",
            "count: a_total, expect: '== 0', for: %s, grace: %1$s");

    /** A path that begins at the root, or goes up. */
    private static final Pattern LEAVES = Pattern.compile("\\.\\.|[\\s\"'\\[,]/");

    private static final ScratchFile FILE = new ScratchFile("watchdog.yaml");
    private static final ScratchFile PLAN = new ScratchFile("plan.yaml");

    private LoaderLaws() {}

    private static Optional<String> environment(String name) {
        return name.equals("TENANT") ? Optional.of("hunter2") : Optional.empty();
    }

    static void configuration(byte[] text) throws IOException {
        Path rules = FILE.directory().resolve("rules.yaml");
        Files.writeString(rules, RULES);
        rules.toFile().deleteOnExit();
        load(FILE.write(text), "watchdog.yaml", text);
    }

    static void rules(byte[] text) throws IOException {
        Path rules = FILE.directory().resolve("rules.yaml");
        Files.write(rules, text);
        rules.toFile().deleteOnExit();
        load(FILE.write(CONFIGURATION.getBytes(StandardCharsets.UTF_8)), "rules.yaml", text);
    }

    private static void load(Path file, String name, byte[] text) {
        Loaded loaded = ConfigLoader.load(file, Optional.empty(), LoaderLaws::environment);
        Loaded again = ConfigLoader.loadWithoutPlaces(file, Optional.empty(), LoaderLaws::environment);
        assertThat(loaded.toString()).as("no secret").doesNotContain("hunter2");
        if (loaded instanceof Loaded.Invalid invalid) {
            ProblemLaws.hold(invalid.problems(), name, text);
            // other files of this machine, which a glob may find, and whether they can be walked, may change meanwhile
            boolean ours =
                    !LEAVES.matcher(new String(text, StandardCharsets.UTF_8)).find()
                            && invalid.problems().stream()
                                    .allMatch(problem -> problem.file().endsWith(name));
            assertThat(!ours || again.equals(invalid))
                    .as("the same problems, whether or not places are kept")
                    .isTrue();
            return;
        }
        Settings settings = ((Loaded.Ok) loaded).settings();
        assertThat(((Loaded.Ok) again).settings().hash()).isEqualTo(settings.hash());
        List<Objective> objectives = new ArrayList<>();
        settings.groups().forEach(group -> objectives.addAll(group.objectives()));
        assertThat(objectives.stream().map(Objective::name)).doesNotHaveDuplicates();
        for (Objective objective : objectives) {
            assertThat(objective.lanes()).isNotEmpty();
            assertThat(objective.expect().text()).as("%s", objective).isNotBlank();
            assertThat(objective.expect().judgesNumbers()
                            == objective.expect().threshold().isPresent())
                    .isTrue();
        }
    }

    static void plan(byte[] text) throws IOException {
        Path file = PLAN.write(text);
        List<Problem> problems = new ArrayList<>();
        PlanLoader.Given given = new PlanLoader.Given(Map.of("image", "bot:1"), Optional.of("staging"));
        Optional<PlanFile> plan = PlanLoader.load(file, given, LoaderLaws::environment, problems::add);
        assertThat(plan.isEmpty()).as("loaded, or told why not").isEqualTo(!problems.isEmpty());
        plan.ifPresent(read -> assertThat(read.toString()).doesNotContain("hunter2"));
        if (plan.isEmpty()) {
            ProblemLaws.hold(problems, "plan.yaml", text);
            List<Problem> again = new ArrayList<>();
            PlanLoader.load(file, given, LoaderLaws::environment, again::add);
            assertThat(again).isEqualTo(problems);
        }
    }

    static void value(byte[] bytes) {
        Tape tape = new Tape(bytes);
        String place = VALUES.get(tape.below(VALUES.size()));
        String value = Json.encode(new String(tape.rest(), StandardCharsets.UTF_8));
        String text =
                "groups: [{name: g, objectives: [{name: a, on_breach: fail, " + String.format(place, value) + "}]}]";
        RulesText.Read read = RulesText.read("rules.yaml", text);
        if (read.problems().isEmpty()) {
            assertThat(read.groups()).hasSize(1);
            assertThat(read.groups().get(0).objectives()).hasSize(1);
        } else {
            ProblemLaws.hold(read.problems(), "rules.yaml", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    static void duration(String text) {
        Durations.parse(text).ifPresent(duration -> {
            assertThat(duration).isBetween(Duration.ZERO, Durations.LONGEST);
            assertThat(Durations.parse(Durations.text(duration)))
                    .as("written down and read again")
                    .contains(duration);
            assertThat(Durations.parse(Durations.rough(duration))).isPresent();
        });
        Sizes.parse(text).ifPresent(size -> assertThat(size).isNotNegative());
    }
}

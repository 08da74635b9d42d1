package io.github.slowatchdog.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.slowatchdog.config.ConfigLoader;
import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Objective;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** Every shipped configuration loads, in each of its phases, with nothing set in the environment; and says what it should. */
class ShippedConfigurationsTest {

    @TestFactory
    Stream<DynamicTest> every_phase_of_every_configuration_loads() {
        return files("config")
                .flatMap(file -> phases(file).stream()
                        .map(phase -> dynamicTest(
                                file.getFileName() + " " + phase,
                                () -> assertThat(load(file, phase).groups()).isNotEmpty())));
    }

    @Test
    void every_rule_file_belongs_to_a_configuration() {
        String named = files("config").map(ShippedConfigurationsTest::text).collect(Collectors.joining());

        assertThat(files("rules"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(named).contains("../rules/" + file.getFileName()));
    }

    @Test
    void the_rollout_of_the_vanta_bot_has_its_phases_in_order() {
        assertThat(phases(Path.of("config/vanta-bot.yaml")))
                .startsWith("staging-dry", "canary-live", "prod-dry-soak", "prod-canary-live")
                .endsWith("full-production");
    }

    /** The ladder of the expansion: one chain of passes on one build, and no step allows less than the one before. */
    @Test
    void each_step_of_the_expansion_needs_the_one_before_and_has_its_own_caps() {
        Path file = Path.of("config/vanta-bot.yaml");
        List<String> ladder = List.of(
                "prod-dry-soak",
                "prod-canary-live",
                "expand-notional",
                "expand-symbols",
                "expand-leverage",
                "expand-beta-users",
                "expand-week-2",
                "full-production");
        assertThat(phases(file)).endsWith(ladder.toArray(String[]::new));
        for (int i = 1; i < ladder.size(); i++) {
            Settings.Phase phase = load(file, ladder.get(i)).phase();
            Settings.Phase before = load(file, ladder.get(i - 1)).phase();
            assertThat(phase.after()).contains(before.name());
            assertThat(phase.build()).isPresent().isEqualTo(before.build());
            assertThat(i == 1 || !phase.vars().equals(before.vars()))
                    .as(phase.name() + " is a step")
                    .isTrue();
            for (String cap : List.of("max_notional", "max_leverage", "max_users")) {
                assertThat(Double.parseDouble(phase.vars().get(cap)))
                        .as(phase.name() + " " + cap)
                        .isGreaterThanOrEqualTo(Double.parseDouble(before.vars().get(cap)));
            }
        }
        assertThat(load(file, "expand-notional").phase().vars()).containsEntry("max_notional", "20");
        assertThat(load(file, "expand-symbols").phase().vars()).containsEntry("symbols", "BTC-USD|ETH-USD|SOL-USD");
        assertThat(load(file, "expand-leverage").phase().vars()).containsEntry("max_leverage", "5");
        assertThat(load(file, "expand-beta-users").phase().vars()).containsEntry("max_users", "20");
        assertThat(load(file, "full-production").phase().vars()).containsEntry("canary", "== 0");
    }

    /** A bot that hangs has nothing to judge, which is clean: each phase asks for traffic over nearly all of its window. */
    @Test
    void a_vanta_bot_that_does_nothing_passes_no_phase() {
        Path file = Path.of("config/vanta-bot.yaml");
        for (String name : phases(file)) {
            Settings settings = load(file, name);
            Duration window = settings.phase().soak().window();
            Duration judged = settings.groups().stream()
                    .flatMap(group -> group.objectives().stream())
                    .filter(objective -> objective.name().equals("error_rate"))
                    .findAny()
                    .flatMap(Objective::judgedFor)
                    .orElse(Duration.ZERO);
            assertThat(judged)
                    .as(name)
                    .isLessThan(window)
                    .isGreaterThanOrEqualTo(window.multipliedBy(9).dividedBy(10));
            assertThat(settings.phase().soak().require())
                    .extracting(requirement -> requirement.indicator().query())
                    .as(name)
                    .contains("vanta_http_requests_total")
                    .containsAnyOf("vanta_intents_total", "vanta_tx_total{result=\"success\"}");
        }
    }

    @Test
    void what_must_never_happen_to_the_vanta_bot_stops_it() {
        Map<String, Objective> objectives = load(Path.of("config/vanta-bot.yaml"), "canary-live").groups().stream()
                .flatMap(group -> group.objectives().stream())
                .collect(Collectors.toMap(Objective::name, objective -> objective));

        for (String name : List.of(
                "duplicate_intents",
                "illegal_transitions",
                "exec_mode",
                "error_rate_emergency",
                "max_notional",
                "symbols")) {
            assertThat(objectives.get(name))
                    .as(name)
                    .isNotNull()
                    .extracting(Objective::onBreach)
                    .isEqualTo(Consequence.STOP);
        }
        // increase() cannot see a counter that is born at 1
        assertThat(objectives.values())
                .noneMatch(objective -> objective.indicator().query().contains("increase("));
        assertThat(objectives.values())
                .as("measured by this version")
                .noneMatch(objective -> objective.indicator() instanceof Indicator.Probe);
    }

    private static Settings load(Path file, String phase) {
        Loaded loaded = ConfigLoader.load(file, Optional.of(phase), name -> Optional.empty());
        assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
        return ((Loaded.Ok) loaded).settings();
    }

    private static List<String> phases(Path file) {
        Map<String, List<Map<String, Object>>> configuration = new Yaml().load(text(file));
        return configuration.getOrDefault("phases", List.of()).stream()
                .map(phase -> String.valueOf(phase.get("name")))
                .toList();
    }

    private static Stream<Path> files(String directory) {
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.slowatchdog.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Program;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything in {@code mixin/} is right by Prometheus's and Alertmanager's own judges, tested and explained. */
@Tag("heavy")
class MixinFilesTest {

    private static final String PROMTOOL = "install prometheus (Debian: apt-get install prometheus)";
    private static final String AMTOOL = "install it (Debian: apt-get install prometheus-alertmanager)";
    private static final Path RUNBOOK = Path.of("docs/runbook.md");
    private static final Pattern SECTION = Pattern.compile("(?ms)^### (SloWatchdog\\w+)\n(.*?)(?=^#|\\z)");

    private static Set<String> alerts() throws IOException {
        return Mixin.rules(Mixin.ALERTS).stream()
                .map(rule -> String.valueOf(rule.get("alert")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertRight(Program.Outcome outcome) {
        assertThat(outcome.exit()).as(outcome.said()).isZero();
    }

    @Test
    void rules_load_and_their_tests_hold() throws Exception {
        assertRight(Program.run(
                PROMTOOL, "promtool", "check", "rules", Mixin.ALERTS.toString(), Mixin.RECORDING.toString()));
        assertRight(Program.run(PROMTOOL, "promtool", "test", "rules", Mixin.TESTS.toString()));
    }

    @Test
    void each_alert_has_a_test_in_which_it_fires_and_one_in_which_it_does_not() throws IOException {
        Set<String> firing = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        for (Map<String, Object> test : Mixin.list(Mixin.yaml(Mixin.TESTS), "tests")) {
            Mixin.list(test, "alert_rule_test").forEach(tried -> {
                boolean fires = !Mixin.items(tried, "exp_alerts").isEmpty();
                (fires ? firing : silent).add(String.valueOf(tried.get("alertname")));
            });
        }

        assertThat(firing).isEqualTo(alerts());
        assertThat(silent).isEqualTo(alerts());
    }

    @Test
    void each_alert_says_what_it_is_how_bad_and_where_to_read_on() throws IOException {
        for (Map<String, Object> rule : Mixin.rules(Mixin.ALERTS)) {
            String alert = String.valueOf(rule.get("alert"));
            assertThat(Mixin.mapping(rule, "labels")).as(alert).containsKey("severity");
            assertThat(Mixin.mapping(rule, "annotations"))
                    .as(alert)
                    .containsKeys("summary", "description")
                    .containsEntry("runbook_url", "docs/runbook.md#" + alert.toLowerCase(Locale.ROOT));
        }
    }

    /** The link of an alert is the heading of its section in lower case. */
    @Test
    void each_alert_has_its_section_in_the_runbook() throws IOException {
        Map<String, String> sections = SECTION.matcher(Files.readString(RUNBOOK))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), (MatchResult found) -> found.group(2)));

        assertThat(sections.keySet()).containsAll(alerts());
        assertThat(sections)
                .allSatisfy((alert, text) -> assertThat(text)
                        .as(alert)
                        .contains("You see:")
                        .contains("By itself:")
                        .contains("You do:"));
    }

    @Test
    void each_pushed_alert_is_explained_and_where_the_mixin_has_it_named_the_same() throws IOException {
        String page = Files.readString(Path.of("docs/alerts.md"));
        Set<String> pushed = new TreeSet<>();
        Files.readString(Path.of("src/test/resources/golden/alerts.txt"))
                .lines()
                .filter(line -> line.startsWith("{alertname="))
                .forEach(line -> pushed.add(line.replaceAll("^\\{alertname=(\\w+).*", "$1")));

        assertThat(pushed).hasSizeGreaterThan(5).allSatisfy(alert -> {
            assertThat(page).contains("| `" + alert + "` |");
            assertThat(alerts()).contains(alert);
        });
        assertThat(page).contains("| `SloWatchdogNotAllTold` |");
    }

    @Test
    void the_example_for_alertmanager_is_right_and_wakes_somebody_only_for_what_is_critical() throws Exception {
        Path example = Path.of("mixin/examples/alertmanager.yaml");
        assertRight(Program.run(AMTOOL, "amtool", "check-config", example.toString()));

        for (String severity : List.of("critical", "warning", "info")) {
            Program.Outcome route = Program.run(
                    AMTOOL,
                    "amtool",
                    "config",
                    "routes",
                    "test",
                    "--config.file=" + example,
                    "alertname=SloWatchdogStop",
                    "severity=" + severity);
            assertThat(route.said().strip()).endsWith(severity.equals("critical") ? "on-call" : "team");
        }
    }

    @Test
    void the_dashboard_is_one_that_a_person_can_read() throws IOException {
        JsonObject dashboard = Mixin.dashboard();
        assertThat(dashboard.getInteger("schemaVersion")).isGreaterThanOrEqualTo(36);
        List<Integer> ids = new ArrayList<>();
        dashboard.getJsonArray("panels").forEach(panel -> ids.add(((JsonObject) panel).getInteger("id")));
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        assertThat(Mixin.panels()).hasSizeGreaterThan(30).allSatisfy(panel -> {
            assertThat(panel.getString("description"))
                    .as(panel.getString("title"))
                    .endsWith(".");
            assertThat(panel.getJsonObject("fieldConfig")
                            .getJsonObject("defaults")
                            .getString("unit"))
                    .isNotEmpty();
            assertThat(panel.getJsonObject("datasource").getString("uid")).isEqualTo("${datasource}");
            assertThat(panel.getJsonArray("targets")).isNotEmpty();
        });
    }

    @Test
    void no_two_panels_of_the_dashboard_lie_over_each_other() throws IOException {
        Set<String> taken = new HashSet<>();
        Mixin.dashboard().getJsonArray("panels").forEach(panel -> {
            JsonObject at = ((JsonObject) panel).getJsonObject("gridPos");
            assertThat(at.getInteger("x") + at.getInteger("w")).isLessThanOrEqualTo(24);
            for (int x = at.getInteger("x"); x < at.getInteger("x") + at.getInteger("w"); x++) {
                for (int y = at.getInteger("y"); y < at.getInteger("y") + at.getInteger("h"); y++) {
                    assertThat(taken.add(x + "," + y))
                            .as("%s at %d,%d", panel, x, y)
                            .isTrue();
                }
            }
        });
    }

    @Test
    void the_page_of_the_mixin_names_its_files_and_recorded_series() throws IOException {
        String page = Files.readString(Path.of("mixin/README.md"));
        Stream<String> recorded = Mixin.rules(Mixin.RECORDING).stream().map(rule -> String.valueOf(rule.get("record")));

        assertThat(recorded).isNotEmpty().allSatisfy(series -> assertThat(page).contains("`" + series + "`"));
        assertThat(page).contains("alerts.yaml", "recording.yaml", "slo-watchdog.json", "examples/alertmanager.yaml");
    }
}

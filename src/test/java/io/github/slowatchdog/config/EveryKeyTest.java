package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.BurnPair;
import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.ErrorBudget;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Selector;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EveryKeyTest {

    private static final Path FILE = Loading.RESOURCES.resolve("config/everything.yaml");

    private final Settings settings = Loading.settings(FILE);

    @Test
    void prometheus() throws IOException {
        Settings.Prometheus prometheus = settings.prometheus();
        assertThat(prometheus.url()).isEqualTo(URI.create("https://metrics.example.org/prometheus"));
        assertThat(prometheus.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(prometheus.maxResponse()).isEqualTo(512 * 1024);
        assertThat(prometheus.freshness())
                .contains(new Settings.Freshness(Selector.parse("up{job=\"vanta-metrics\"}"), Duration.ofSeconds(90)));
        assertThat(prometheus.maxSkew()).isEqualTo(Duration.ofMillis(1500));
        assertThat(prometheus.batch()).isEqualTo(20);
        assertThat(prometheus.params()).isEqualTo(Map.of("nocache", "1"));
        Settings.HttpClient client = prometheus.client();
        assertThat(client.basicAuth().orElseThrow().username()).isEqualTo("watchdog");
        assertThat(client.basicAuth().orElseThrow().password().reveal()).isEqualTo("hunter2-prometheus");
        assertThat(client.authorization()).isEmpty();
        assertThat(client.headers().get("X-Scope-OrgID")).isEqualTo(Secret.of("hunter2-tenant"));
        assertThat(client.tls())
                .isEqualTo(new Settings.Tls(
                        secret("ca.pem"),
                        secret("client.pem"),
                        secret("client.key"),
                        Optional.of("metrics.internal"),
                        false));
    }

    private static Optional<Path> secret(String name) {
        return Optional.of(FILE.resolveSibling("secrets").resolve(name));
    }

    @Test
    void redis() throws IOException {
        Settings.Redis redis = settings.stop().redis();
        assertThat(redis.address())
                .isEqualTo(new RedisAddress(
                        RedisAddress.Kind.SINGLE, List.of(new RedisAddress.Node("localhost", 6380)), "", 2, true));
        assertThat(redis.username()).contains("watchdog");
        assertThat(redis.password().orElseThrow().reveal()).isEqualTo("hunter2-redis");
        assertThat(redis.tls().caFile()).isEqualTo(secret("ca.pem"));
        assertThat(redis.key()).isEqualTo("bot:exec_mode");
        assertThat(redis.timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(redis.flag().onStop())
                .as("typed as JSON would, so that `off` stays text")
                .isEqualTo(Map.of("mode", "off", "emergency_stop", true, "level", 3L, "share", 0.5, "quoted", "true"));
        assertThat(redis.flag().onRelease()).isEqualTo(Map.of("emergency_stop", false));
    }

    @Test
    void stop() throws IOException {
        Settings.Stop stop = settings.stop();
        assertThat(stop.enforced()).isFalse();
        assertThat(stop.http().orElseThrow().url())
                .isEqualTo(URI.create("https://localhost:8090/admin/emergency-stop"));
        assertThat(stop.http().orElseThrow().tls().caFile()).isEqualTo(secret("ca.pem"));
        assertThat(stop.http().orElseThrow().token().orElseThrow().reveal()).isEqualTo("hunter2-admin");
        assertThat(stop.confirm())
                .contains(new Settings.Confirm(
                        new Indicator.State(Selector.parse("vanta_exec_mode{job=\"vanta\"}"), "mode"),
                        Expectation.parse("== DRY"),
                        Duration.ofSeconds(20)));
        assertThat(stop.whenBlind()).isEqualTo(new Settings.WhenBlind(Duration.ofMinutes(2), Consequence.STOP));
        assertThat(stop.greenFor()).isEqualTo(Duration.ofMinutes(3));
        assertThat(stop.lease()).contains(new Settings.Lease("bot:lease", Duration.ofSeconds(30)));
    }

    @Test
    void theRestOfTheConfiguration() {
        assertThat(settings.name()).isEqualTo("vanta-canary");
        assertThat(settings.bot())
                .contains(new Settings.Bot(
                        URI.create("https://localhost:8090/metrics"),
                        Duration.ofSeconds(2),
                        new Settings.HttpClient(
                                Optional.empty(),
                                Optional.of(new Settings.Authorization(
                                        "Token", Secret.in(secret("admin-token").orElseThrow()))),
                                Map.of("X-Scope-OrgID", Secret.of("hunter2-tenant")),
                                new Settings.Tls(
                                        secret("ca.pem"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("bot.internal"),
                                        false))));
        assertThat(settings.http().host()).isEqualTo("0.0.0.0");
        assertThat(settings.http().port()).isEqualTo(9912);
        assertThat(settings.http().external()).contains(URI.create("https://watchdog.example.org/vanta"));
        assertThat(settings.http().token()).isPresent();
        Settings.Serving serving = settings.http().serving();
        assertThat(serving.hosts()).containsExactly("status.example.org", "Desk");
        assertThat(serving.connections()).isEqualTo(500);
        assertThat(serving.listeners()).isEqualTo(200);
        Settings.ServerTls served = serving.tls().orElseThrow();
        assertThat(served.certFile()).endsWith(Path.of("secrets/client.pem"));
        assertThat(served.keyFile()).endsWith(Path.of("secrets/client.key"));
        assertThat(served.clientCaFile().orElseThrow()).endsWith(Path.of("secrets/ca.pem"));
        assertThat(settings.journal()).contains(FILE.resolveSibling("journal"));
        assertThat(settings.log()).isEqualTo(new Settings.Log(Settings.Log.Format.JSON, Settings.Log.Level.DEBUG));
        assertThat(settings.hash()).matches("[0-9a-f]{12}");
    }

    @Test
    void whereAlertsArePushed() throws IOException {
        Settings.Alertmanager alertmanager = settings.alertmanager().orElseThrow();
        assertThat(alertmanager.urls())
                .containsExactly(URI.create("https://localhost:9093"), URI.create("http://localhost:9094/am"));
        assertThat(alertmanager.timeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(alertmanager.resend()).isEqualTo(Duration.ofSeconds(30));
        assertThat(alertmanager.labels()).isEqualTo(Map.of("cluster", "prod"));
        assertThat(alertmanager.client().basicAuth().orElseThrow().password().reveal())
                .isEqualTo("hunter2-prometheus");
        assertThat(alertmanager.client().headers()).containsKey("X-Scope-OrgID");
        assertThat(alertmanager.client().tls().caFile()).isEqualTo(secret("ca.pem"));
    }

    @Test
    void whereAnnotationsArePut() throws IOException {
        Settings.Grafana grafana = settings.grafana().orElseThrow();
        assertThat(grafana.url()).isEqualTo(URI.create("https://grafana.example.org/graf"));
        assertThat(grafana.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(grafana.tags()).containsExactly("trading", "canary");
        assertThat(grafana.dashboard()).contains("slo-watchdog");
        Settings.Authorization token = grafana.client().authorization().orElseThrow();
        assertThat(token.type()).isEqualTo("Bearer");
        assertThat(token.credentials().reveal()).isEqualTo("hunter2-admin");
        assertThat(grafana.client().headers()).containsKey("X-Scope-OrgID");
        assertThat(grafana.client().tls().caFile()).isEqualTo(secret("ca.pem"));
    }

    @Test
    void phase() {
        Settings.Phase phase = settings.phase();
        assertThat(phase.name()).isEqualTo("staging-dry");
        assertThat(phase.after()).isEmpty();
        assertThat(phase.vars()).isEqualTo(Map.of("mode", "DRY", "window", "10m"));
        assertThat(phase.build()).contains(new Indicator.State(Selector.parse("vanta_build_info"), "version"));
        assertThat(settings.phases()).hasSize(2).first().isEqualTo(phase);
        assertThat(settings.phases().get(1).inOrder())
                .isEqualTo(new io.github.slowatchdog.soak.Phase("canary-live", Optional.of("staging-dry"), true));
        assertThat(phase.soak().window()).isEqualTo(Duration.ofHours(24));
        assertThat(phase.soak().deadline()).contains(Duration.ofHours(60));
        assertThat(phase.soak().maxGap()).contains(Duration.ofMinutes(10));
        assertThat(phase.soak().require()).singleElement().satisfies(requirement -> {
            assertThat(requirement.indicator())
                    .isEqualTo(new Indicator.Count(Selector.parse("vanta_http_requests_total"), Optional.empty()));
            assertThat(requirement.expect()).isEqualTo(Expectation.parse(">= 1000"));
        });
    }

    @Test
    void budgets() {
        Indicator.Burn scaled = (Indicator.Burn) objective("availability").indicator();
        assertThat(scaled.kind()).isEqualTo("ratio");
        assertThat(scaled.minEvents()).isEqualTo(100);
        assertThat(scaled.budget().objective()).isEqualTo("99.5%");
        assertThat(scaled.budget().allowed()).isEqualTo(0.005);
        assertThat(scaled.budget().period())
                .as("the soak of the phase that runs")
                .isEqualTo(Duration.ofHours(24));
        assertThat(scaled.budget().minBadEvents()).isEqualTo(20);
        assertThat(scaled.budget().pairs()).isEqualTo(ErrorBudget.pairs(Duration.ofHours(24), Duration.ofMinutes(2)));
        assertThat(objective("availability").expect()).isEqualTo(ErrorBudget.EXPECTED);
        ErrorBudget written = ((Indicator.Burn) objective("latency_budget").indicator()).budget();
        assertThat(written)
                .isEqualTo(new ErrorBudget(
                        "0.99",
                        0.01,
                        Duration.ofHours(24),
                        10,
                        List.of(new BurnPair(10, Duration.ofMinutes(10), Duration.ofSeconds(90)))));
    }

    @Test
    void everyKeyOfAnObjective() {
        Objective objective = objective("duplicate_intents");
        assertThat(objective.group()).isEqualTo("both lanes");
        assertThat(objective.indicator())
                .isEqualTo(new Indicator.Count(
                        Selector.parse("vanta_intent_duplicate_total"), Optional.of(Duration.ofMinutes(10))));
        assertThat(objective.expect()).isEqualTo(Expectation.parse("== 0"));
        assertThat(objective.hold()).isEqualTo(Duration.ofSeconds(10));
        assertThat(objective.onBreach()).isEqualTo(Consequence.STOP);
        assertThat(objective.lanes()).containsExactly(Lane.PROMETHEUS, Lane.BOT);
        assertThat(objective.noData()).isEqualTo(NoData.MET);
        assertThat(objective.grace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(objective.blindAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(objective.whenBlind()).isEqualTo(Consequence.WARN);
        assertThat(objective.judgedFor()).contains(Duration.ofHours(1));
        assertThat(objective.shadow()).isTrue();
        assertThat(objective.notes().severity()).contains("P0");
        assertThat(objective.notes().summary()).contains("No intent is executed twice.");
        assertThat(objective.notes().runbookUrl()).contains("https://example.org/runbooks/duplicate-intents#first");
        assertThat(objective.notes().labels()).isEqualTo(Map.of("team", "trading"));
    }

    @Test
    void whatAnObjectiveLeavesOut() {
        Objective objective = objective("exec_mode");
        assertThat(objective.lanes()).as("of the group").containsExactly(Lane.BOT, Lane.PROMETHEUS);
        assertThat(objective.blindAfter()).as("of stop.when_blind").isEqualTo(Duration.ofMinutes(2));
        assertThat(objective.whenBlind()).isEqualTo(Consequence.STOP);
        assertThat(objective.hold()).isZero();
        assertThat(objective.grace()).isZero();
        assertThat(objective.noData()).isEqualTo(NoData.UNKNOWN);
        assertThat(objective.judgedFor()).isEmpty();
        assertThat(objective.shadow()).isFalse();
        assertThat(objective.when()).isEmpty();
    }

    @Test
    void everyKindOfIndicator() {
        assertThat(objective("exec_mode").indicator())
                .isEqualTo(new Indicator.State(Selector.parse("vanta_exec_mode"), "mode"));
        assertThat(objective("exec_mode").expect()).isEqualTo(Expectation.parse("== DRY"));
        assertThat(objective("exec_mode_changes").indicator())
                .isEqualTo(new Indicator.Changes(
                        Selector.parse("vanta_exec_mode"), Optional.of("mode"), Optional.of(Duration.ofMinutes(10))));
        assertThat(objective("restarts").indicator())
                .isEqualTo(new Indicator.Changes(
                        Selector.parse("process_start_time_seconds{job=\"vanta\"}"),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(objective("error_rate").indicator())
                .isEqualTo(new Indicator.Ratio(
                        Selector.parse("vanta_http_requests_total{status=~\"5..\"}"),
                        Selector.parse("vanta_http_requests_total"),
                        Duration.ofMinutes(5),
                        100));
        assertThat(objective("backlog").indicator().query())
                .contains("\"${1}\"")
                .contains("(.*)$");
        assertThat(objective("latency").indicator())
                .isEqualTo(new Indicator.Gauge(Selector.parse("vanta_latency_seconds{quantile=\"0.99\"}")));
        Path beside = FILE.resolveSibling("../rules/../config/secrets");
        assertThat(objective("health").indicator())
                .isEqualTo(new Indicator.Probe(
                        URI.create("https://localhost:8090/v1/status"),
                        "$.state",
                        Duration.ofSeconds(3),
                        new Settings.HttpClient(
                                Optional.of(
                                        new Settings.BasicAuth("watchdog", Secret.in(beside.resolve("admin-token")))),
                                Optional.empty(),
                                Map.of("X-Scope-OrgID", Secret.of("hunter2-tenant")),
                                new Settings.Tls(
                                        Optional.of(beside.resolve("ca.pem")),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        false))));
        assertThat(objective("health").definition()).doesNotContain("ca.pem", "hunter2", "admin-token");
        assertThat(objective("health").lanes()).containsExactly(Lane.DIRECT);
    }

    @Test
    void everyKindOfCondition() {
        assertThat(objective("exec_mode_changes").when())
                .contains(new Condition.WhenUtc(LocalTime.of(22, 0), LocalTime.of(5, 0), false));
        assertThat(objective("restarts").when())
                .contains(new Condition.WhenUtc(LocalTime.of(3, 0), LocalTime.of(3, 30), true));
        assertThat(objective("backlog").when()).contains(new Condition.WhenExpr("vanta_market_open == 1"));
        assertThat(objective("latency").when())
                .contains(new Condition.WhenProbe(
                        new Indicator.Probe(
                                URI.create("http://localhost:8090/v1/status"), "$.running", Duration.ofSeconds(2)),
                        Expectation.parse("== true")));
    }

    @Test
    void groups() {
        assertThat(settings.groups()).extracting(Settings.Group::name).containsExactly("both lanes", "prometheus only");
        assertThat(settings.groups())
                .extracting(Settings.Group::interval)
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Test
    void confirmByProbeAndAFileInTheWorkingDirectory() throws IOException {
        Path file = Files.createTempFile(Path.of(""), "loader-test-", ".yaml");
        try {
            Files.writeString(
                    file,
                    Files.readString(Loading.RESOURCES.resolve("config/minimal.yaml"))
                            .replace("../rules/minimal.yaml", "'src/test/resources/rules/mini*.yaml'")
                            .replace("stop:\n", """
                            stop:
                              confirm:
                                probe: {url: "http://localhost:8090/v1/status", json: $.mode}
                                expect: "== DRY"
                            """));
            Settings parentless = Loading.settings(Path.of(file.getFileName().toString()));
            assertThat(parentless.groups()).hasSize(1);
            assertThat(parentless.stop().confirm().orElseThrow().indicator())
                    .isEqualTo(new Indicator.Probe(
                            URI.create("http://localhost:8090/v1/status"), "$.mode", Duration.ofSeconds(2)));
        } finally {
            Files.delete(file);
        }
    }

    private Objective objective(String name) {
        return settings.groups().stream()
                .flatMap(group -> group.objectives().stream())
                .filter(objective -> objective.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

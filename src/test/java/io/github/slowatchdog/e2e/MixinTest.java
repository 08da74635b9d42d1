package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.ByHand;
import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.servers.AlertmanagerServer;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.ScriptedServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.shipped.Mixin;
import io.github.slowatchdog.stop.StopOrder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A bot is stopped: a real Alertmanager hears it from the watchdog and from a real Prometheus with the rules of {@code mixin/}, and takes
 * both for one; each query of the dashboard finds something; with the release all is quiet again.
 */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class MixinTest {

    private static final String DEPTH = """
            groups:
              - name: queue
                interval: 500ms
                objectives:
                  - name: depth
                    gauge: vanta_depth
                    expect: "< 10"
                    no_data: met
                    on_breach: stop
                    severity: P0
                    labels: {team: trading}
            """;

    @TempDir
    Path directory;

    private int port;
    private URI prometheus = URI.create("http://127.0.0.1:1");

    @Test
    void whatItSaysAndWhatPrometheusSaysOfItIsOne() throws Exception {
        port = ServerProcess.freePort();
        try (Stage stage = Stage.open(directory)) {
            AlertmanagerServer people = stage.with(AlertmanagerServer.start(directory.resolve("people")));
            prometheus = stage.with(PrometheusServer.in(directory)
                            .scrape("vanta-metrics", stage.bot().url().getAuthority())
                            .scrape("slo-watchdog", "127.0.0.1:" + port)
                            .alerting(Path.of("mixin/*.yaml").toAbsolutePath(), List.of(people.address()))
                            .start())
                    .url();
            // one that never answers holds up neither the stop nor the other
            ScriptedServer hanging = stage.with(ScriptedServer.start().on("/", asked -> new CountDownLatch(1).await()));
            stage.watch(settings(stage, people.url(), hanging.url()));
            stage.awaitAllPass();
            stage.await("the watchdog is scraped", () -> finds("slo_watchdog_info"));
            assertThat(people.names()).isEmpty();

            stage.bot().inject("set&series=vanta_depth&n=99");
            stage.awaitStopped();
            List<String> told = List.of("SloWatchdogBreach", "SloWatchdogSoakEnded", "SloWatchdogStop");
            stage.await("people are told", () -> people.names().equals(told));
            told.forEach(name -> stage.await(
                    name + " fires in Prometheus",
                    () -> finds("ALERTS{alertstate=\"firing\", alertname=\"" + name + "\"}")));
            stage.await("Prometheus has sent them", () -> sentByPrometheus() >= told.size());
            assertThat(people.alerts().stream().map(MixinTest::labels)).hasSize(told.size());

            everyQueryFindsSomething();
            everyMetricIsOnThePage();

            stage.bot().inject("set&series=vanta_depth&n=1");
            release(stage, stage.board().stop().order().orElseThrow());
            stage.await("all is quiet but for the soak", () -> people.names().equals(List.of("SloWatchdogSoakEnded")));
        }
    }

    private Settings settings(Stage stage, String... alertmanagers) throws IOException {
        Path file = stage.configuration(prometheus.getPort(), DEPTH, "when_blind: {after: 1m, then: warn}");
        Files.writeString(
                file,
                Files.readString(file).replace("127.0.0.1:0", "127.0.0.1:" + port) + "alertmanager: {urls: ['"
                        + String.join("', '", alertmanagers) + "'], timeout: 30s}\n");
        return Stage.load(file);
    }

    private static void release(Stage stage, StopOrder order) {
        Settings.Stop stop = stage.settings().stop();
        try (FlagStore store = FlagStore.open("stage", stop.redis())) {
            assertThat(new ByHand(store, InstantSource.system())
                            .release(order.id(), "alice", "ticket 4711", true, stop.greenFor()))
                    .isInstanceOf(ByHand.ReleaseOutcome.Released.class);
        }
    }

    private boolean finds(String query) {
        return InstantQuery.of(prometheus, query).findsNow();
    }

    private long sentByPrometheus() {
        return text(prometheus.resolve("/metrics"))
                .lines()
                .filter(line -> line.startsWith("prometheus_notifications_sent_total{"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".* ", "")))
                .sum();
    }

    private static String labels(JsonObject alert) {
        return alert.getJsonObject("labels").encode();
    }

    /** A rate needs two scrapes; what still finds nothing then is a query that is wrong. */
    private void everyQueryFindsSomething() throws IOException {
        List<String> empty = new ArrayList<>(Mixin.queries());
        assertThat(empty).hasSizeGreaterThan(50);
        try {
            ServerProcess.await("every query finds something", Duration.ofSeconds(20), () -> {
                empty.removeIf(this::finds);
                return empty.isEmpty();
            });
        } catch (AssertionError e) {
            throw new AssertionError("these find nothing:\n" + String.join("\n", empty), e);
        }
        assertThat(Mixin.variables())
                .hasSize(3)
                .allSatisfy(variable -> assertThat(finds(variable)).as(variable).isTrue());
    }

    private void everyMetricIsOnThePage() throws IOException {
        String page = text(URI.create("http://127.0.0.1:" + port + "/metrics"));
        Set<String> there = page.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[{ ].*", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(there).containsAll(Mixin.metrics());
    }

    private static String text(URI url) {
        try (InputStream in = url.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

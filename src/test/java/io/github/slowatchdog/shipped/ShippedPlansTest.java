package io.github.slowatchdog.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.cli.Terminal;
import io.github.slowatchdog.config.PlanLoader;
import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.servers.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Every shipped plan loads, and does what it says on a small fake of the system that it describes. */
class ShippedPlansTest {

    private static final Path HEALTH = Path.of("config/plans/health-check.yaml");

    @TempDir
    Path directory;

    @Test
    void every_plan_loads() throws IOException {
        assertThat(ShippedPlan.files())
                .isNotEmpty()
                .allSatisfy(
                        plan -> assertThat(problems(plan)).as(plan.toString()).isEmpty());
    }

    /** With an address for every variable that must be given, and a file for every one that names one. */
    private List<Problem> problems(Path plan) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "word");
        Map<String, Object> all = new Yaml().load(Files.readString(plan));
        Object written = all.getOrDefault("vars", Map.of());
        assertThat(written).isInstanceOf(Map.class);
        Map<String, String> vars = ((Map<?, ?>) written)
                .entrySet().stream()
                        .filter(var -> "required".equals(var.getValue())
                                || String.valueOf(var.getKey()).endsWith("_file"))
                        .collect(Collectors.toMap(
                                var -> String.valueOf(var.getKey()),
                                var -> String.valueOf(var.getKey()).endsWith("_file")
                                        ? secret.toString()
                                        : "http://localhost:8090"));
        List<Problem> problems = new ArrayList<>();
        PlanLoader.load(plan, new PlanLoader.Given(vars, Optional.empty()), name -> Optional.empty(), problems::add);
        return problems;
    }

    private ScriptedServer system(String balance) {
        return ScriptedServer.start()
                .on("/health", "{\"status\": \"ok\"}")
                .on("/api/account", request -> {
                    boolean known = request.header("Authorization").equals("Bearer hunter2-token");
                    ScriptedServer.send(
                            request,
                            known ? 200 : 401,
                            "application/json",
                            "{\"balance\": " + (known ? balance : "0") + "}");
                })
                .on("/api/market", "{\"age_seconds\": 2, \"books\": [{\"symbol\": \"BTC-USD\"}]}")
                .on(
                        "/api/orders/test",
                        request -> ScriptedServer.send(
                                request,
                                200,
                                "application/json",
                                "{\"accepted\": " + request.body().contains("\"test\":true") + "}"))
                .on("/api/positions", "{\"reconciled\": true}")
                .on("/api/storage", "{\"last_write_age_seconds\": 4, \"rows\": 12}");
    }

    private Terminal health(ScriptedServer system, String... more) throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "hunter2-token\n");
        return new Terminal()
                .run(Stream.concat(
                                Stream.of(
                                        "verify",
                                        HEALTH.toString(),
                                        "--var",
                                        "base_url=" + system.url(),
                                        "--var",
                                        "token_file=" + token,
                                        "--state",
                                        directory.resolve("health.json").toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    /** Seed 002: check, deploy, check; and the log of the deployment. */
    @Test
    void the_health_check_before_and_after_a_deployment() throws IOException {
        Path log = directory.resolve("deployment.md");
        try (ScriptedServer system = system("49.23")) {
            assertThat(health(system, "--health", "before").exit()).isZero();
            Terminal after = health(system, "--health", "after", "--what", "V6.1", "--report", log.toString());
            assertThat(after.exit()).as(after.out()).isZero();
            assertThat(after.out()).contains("7/7 checks passed");
        }
        assertThat(log)
                .content()
                .contains("- Pre: pass, 7/7", "- Post: pass, 7/7")
                .doesNotContain("hunter2");
    }

    @Test
    void the_health_check_fails_with_the_deployment() throws IOException {
        try (ScriptedServer system = system("0")) {
            Terminal check = health(system);
            assertThat(check.exit()).isEqualTo(1);
            assertThat(check.out())
                    .contains("the credentials work: $.balance: expected > 0, is 0")
                    .contains("6/7 checks passed");
        }
    }
}

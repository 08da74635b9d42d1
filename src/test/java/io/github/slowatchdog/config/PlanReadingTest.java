package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan that uses every key comes to. */
class PlanReadingTest {

    private static final Path EVERYTHING = Loading.RESOURCES.resolve("plans/everything.yaml");
    private static final PlanLoader.Given GIVEN = new PlanLoader.Given(Map.of("image", "bot:v2"), Optional.of("dev"));

    @TempDir
    Path directory;

    private static PlanFile load(Path file, PlanLoader.Given given) {
        List<Problem> problems = new ArrayList<>();
        Optional<PlanFile> plan =
                PlanLoader.load(file, given, name -> Optional.ofNullable(Loading.ENVIRONMENT.get(name)), problems::add);
        return plan.orElseThrow(() -> new AssertionError(problems));
    }

    private final PlanFile plan = load(EVERYTHING, GIVEN);

    private PlanStep step(String name) {
        return plan.allSteps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePlanItself() {
        assertThat(plan.name()).isEqualTo("everything");
        assertThat(plan.environment()).contains("dev");
        assertThat(plan.onlyIn()).containsExactly("dev", "staging");
        assertThat(plan.failFast()).isTrue();
        assertThat(plan.vars())
                .containsExactly(
                        Map.entry("base_url", "http://localhost:8090"),
                        Map.entry("image", "bot:v2"),
                        Map.entry("env", "dev"));
        assertThat(plan.environmentUsed()).containsEntry("TENANT_TOKEN", "hunter2-tenant");
        assertThat(plan.deployment())
                .isEqualTo(new PlanFile.Deployment(
                        Optional.of("the parser"),
                        Optional.of("it was slow"),
                        List.of("one", "two"),
                        Optional.of("git revert")));
        assertThat(plan.prometheus().orElseThrow().url()).isEqualTo(URI.create("http://localhost:9090"));
        assertThat(plan.steps()).hasSize(14);
        assertThat(plan.onFailure()).hasSize(1);
        assertThat(plan.finalSteps()).hasSize(2);
    }

    @Test
    void http() {
        PlanStep.Http http = (PlanStep.Http) step("signal").task();
        assertThat(http.method()).isEqualTo("POST");
        assertThat(http.url()).isEqualTo(URI.create("http://localhost:8090/signals"));
        assertThat(http.body()).contains(new PlanStep.Body.Json(Map.of("image", "bot:v2", "size", 2L, "dry", true)));
        assertThat(http.times()).isEqualTo(2);
        assertThat(http.parallel()).isTrue();
        assertThat(http.hmac().orElseThrow().algorithm()).isEqualTo(PlanStep.Hmac.Algorithm.SHA512);
        assertThat(http.expect().status()).isEqualTo(Expectation.parse("in [200, 299]"));
        assertThat(http.expect().paths()).containsOnlyKeys("$.image", "$.running");
        assertThat(step("signal").patience())
                .isEqualTo(new PlanStep.Patience(
                        Optional.of(Duration.ofSeconds(10)),
                        Optional.of(Duration.ofSeconds(5)),
                        Duration.ofMillis(500)));
        assertThat(step("signal").when().orElseThrow()).isInstanceOf(Condition.WhenProbe.class);
        assertThat(step("signal").skippable()).isTrue();
    }

    @Test
    void theOthers() {
        assertThat(((PlanStep.Log) step("log").task()).since())
                .isEqualTo(new PlanStep.Since.Ago(Duration.ofMinutes(5)));
        assertThat(((PlanStep.Log) step("stdin").task()).file()).isEmpty();
        PlanStep.Exec exec = (PlanStep.Exec) step("exec").task();
        assertThat(exec.run()).containsExactly("grep", "-r", "swing", "crypto/");
        assertThat(exec.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(exec.exit()).isEqualTo(Expectation.parse("== 1"));
        assertThat(((PlanStep.Flag) step("flag").task()).paths()).containsOnlyKeys("$.emergency_stop");
        assertThat(step("attest").require()).isTrue();
        assertThat(step("wait").task()).isEqualTo(new PlanStep.Wait(Duration.ofSeconds(30)));
        PlanStep.Measure count = (PlanStep.Measure) step("count").task();
        assertThat(count.lane()).isEqualTo(Lane.BOT);
        assertThat(count.indicator()).isInstanceOf(Indicator.Count.class);
        assertThat(step("expr").compare()).contains(new PlanStep.Compare("pre-deploy", 0.2, true));
        assertThat(((PlanStep.Measure) step("expr").task()).expect()).isEmpty();
        assertThat(((PlanStep.Measure) step("probe").task()).lane()).isEqualTo(Lane.DIRECT);
    }

    @Test
    void everyKeyOfEverySectionIsUsedInIt() throws IOException {
        String text = Files.readString(EVERYTHING);
        Set<String> missing = new HashSet<>();
        for (Section section : Section.values()) {
            if (section.isOfPlans()) {
                section.keys().stream()
                        .filter(key -> !Pattern.compile("\\b" + key + ":")
                                .matcher(text)
                                .find())
                        .forEach(key -> missing.add(section.id(key)));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsGivenWinsAndTheEnvironmentIsAVariable() throws IOException {
        Path file = Files.writeString(directory.resolve("plan.yaml"), """
                name: vars
                vars: {env: prod, base: "http://a"}
                steps: [{name: "${env}", http: {get: "${base}/x"}}]
                """);
        PlanFile written = load(file, new PlanLoader.Given(Map.of(), Optional.empty()));
        assertThat(written.environment()).contains("prod");
        PlanFile given = load(file, new PlanLoader.Given(Map.of("base", "http://b"), Optional.of("dev")));
        assertThat(given.environment()).contains("dev");
        assertThat(given.steps().get(0).name()).isEqualTo("dev");
        assertThat(((PlanStep.Http) given.steps().get(0).task()).url()).isEqualTo(URI.create("http://b/x"));
    }
}

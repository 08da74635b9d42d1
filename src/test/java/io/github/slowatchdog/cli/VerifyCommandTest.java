package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.ScriptedServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} as a person types it: what it prints, writes, and ends with (SPEC 9 and 12). */
class VerifyCommandTest {

    private final ScriptedServer server = ScriptedServer.start();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        server.close();
    }

    private Terminal verify(String yaml, String... more) throws IOException {
        Path plan = Files.writeString(directory.resolve("plan.yaml"), yaml.replace("${url}", server.url()));
        return new Terminal()
                .run(Stream.concat(Stream.of("verify", plan.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static String untimed(String out) {
        return out.replaceAll(" +[0-9]+\\.[0-9]{3}s ", " TIME ");
    }

    @Test
    void aLineForEachStepAndThenTheSum() throws IOException {
        server.on("/health", "{\"status\": \"ok\"}");
        Terminal verify = verify("""
                name: health
                steps:
                  - {name: it answers, http: {get: "${url}/health"}, expect: {"$.status": "== ok"}}
                  - {name: and so on, exec: {run: ["true"]}}
                """);
        assertThat(untimed(verify.out())).isEqualTo("""
                  pass TIME  it answers
                  pass TIME  and so on
                2/2 checks passed
                """);
        assertThat(verify.err()).isEmpty();
        assertThat(verify.exit()).isZero();
    }

    @Test
    void everyEndHasItsExitCode() throws IOException {
        String no = "{name: no, exec: {run: [\"false\"]}}";
        Terminal failed = verify("name: x\nsteps: [" + no + "]\n");
        assertThat(untimed(failed.out())).isEqualTo("""
                  FAIL TIME  no: exit: expected == 0, is 1
                0/1 check passed
                FAIL: no: exit: expected == 0, is 1
                """);
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(verify("name: x\nsteps: [{name: word, attest: {}}]").exit()).isEqualTo(2);
        Terminal refused =
                verify("name: x\nsteps: [" + no.replace("}}", "}, require: true}") + ", {name: b, wait: 1s}]");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.out()).contains("REFUSED: \"no\" is required and did not pass");
        assertThat(verify("name: x\nsteps: [{name: a, exec: {run: [./no-such-tool]}}]")
                        .exit())
                .isEqualTo(4);
    }

    @Test
    void aPlanThatIsWrongIsNotBegun() throws IOException {
        Terminal wrong = verify("name: x\nsteps: [{name: a, exce: {run: [touch, begun]}}]\nsteps: []\n");
        assertThat(wrong.exit()).isEqualTo(4);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .contains("plan.yaml:2:19: steps[0]: unknown key \"exce\"")
                .contains("duplicate key \"steps\"");
        assertThat(wrong.err()).contains("nothing was started");
    }

    @Test
    void aToolThatIsNotThereIsSaidBeforeAnythingIsDone() throws IOException {
        Path begun = directory.resolve("begun");
        Terminal verify = verify("""
                name: x
                steps:
                  - {name: first, exec: {run: [touch, "%s"]}}
                  - {name: second, exec: {run: [no-such-tool-4711]}}
                """.formatted(begun));
        assertThat(verify.exit()).isEqualTo(4);
        assertThat(verify.err()).contains("plan.yaml:4:5: steps[1]: the program no-such-tool-4711 is not there");
        assertThat(begun).doesNotExist();
    }

    @Test
    void onlyWhereItMay() throws IOException {
        String plan = "name: smoke\nonly_in: [dev]\nvars: {env: prod}\nsteps: [{name: a, exec: {run: [\"true\"]}}]";
        Terminal refused = verify(plan);
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("plan refused: it may run only in dev, and this is prod");
        assertThat(verify(plan, "--env", "dev").exit()).isZero();
        assertThat(verify(plan, "--var", "env=dev").exit()).isZero();
        assertThat(verify(plan, "--var", "env=dev", "--env", "prod").exit()).isEqualTo(4);
        assertThat(verify(plan.replace("vars: {env: prod}\n", "")).err()).contains("nobody has said where this is");
    }

    @Test
    void misuse() throws IOException {
        String plan = "name: x\nvars: {image: required}\nsteps: [{name: ok, attest: {}}]";
        assertThat(verify(plan).err())
                .contains("the variable \"image\" must be given")
                .contains("--var image=VALUE");
        assertThat(verify(plan, "--var", "image=a", "--var", "imge=b").err()).contains("did you mean \"image\"");
        assertThat(verify(plan, "--var", "image=a", "--attest", "okay=Alice").err())
                .contains("no such step to attest; it has: ok");
        assertThat(verify(plan, "--var", "image=a", "--attest", "ok= ").err()).contains("say who says so");
        assertThat(verify(plan, "--var", "image=a", "--report", "x.pdf").err()).contains(".md, .json, .html or .xml");
        assertThat(verify(plan, "--var", "image=a", "--report", directory + "/no/x.md")
                        .exit())
                .isEqualTo(4);
        assertThat(verify(plan, "--var", "image=a", "--health", "during").err()).contains("before or after");
        assertThat(verify(plan, "--var", "image=a", "--attest", "ok=Alice").exit())
                .isZero();
    }

    @Test
    void itNeedsAConfigurationOnlyForWhatThatSays() throws IOException {
        Terminal verify = verify("name: x\nsteps: [{name: a, expr: up, expect: \"== 1\"}]", "--config", "nowhere.yaml");
        assertThat(verify.exit()).isEqualTo(4);
        assertThat(verify.err()).contains("nowhere.yaml").contains("needs a configuration: name it with --config");
        Terminal own = verify("name: x\nprometheus: {url: \"${url}\"}\nsteps: [{name: a, expr: up, expect: \"== 1\"}]");
        assertThat(own.exit()).as("asked, and not answered as Prometheus would").isEqualTo(2);
    }

    @Test
    void theEvidenceOfADeployment() throws IOException {
        server.on("/account", "{\"balance\": 49.23, \"api_key\": \"hunter2\"}");
        String plan = """
                name: health
                vars: {token: "${ENV:HOME}"}
                steps:
                  - {name: OMS responds, http: {get: "${url}/account"}, expect: {"$.balance": "> 0"}}
                """;
        String state = directory.resolve("state.json").toString();
        assertThat(verify(plan, "--state", state, "--health", "after").exit())
                .as("no check before")
                .isEqualTo(2);
        assertThat(verify(plan, "--state", state, "--health", "before").exit()).isZero();
        Path report = directory.resolve("log.md");
        Path json = directory.resolve("log.json");
        Terminal after = verify(
                plan,
                "--state",
                state,
                "--health",
                "after",
                "--report",
                report.toString(),
                "--report",
                json.toString(),
                "--what",
                "V6.1",
                "--why",
                "empty books",
                "--change",
                "indexing",
                "--rollback-plan",
                "git revert");
        assertThat(after.exit()).as(after.err()).isZero();
        assertThat(report)
                .content()
                .contains("# Deployment - ", "**What:** V6.1", "- indexing", "- Pre: pass, 1/1 check passed at ")
                .contains("- Post, pass: OMS responds ($.balance 49.23)", "**Status:** deployed, and as it should be")
                .doesNotContain("hunter2");
        assertThat(new JsonObject(Files.readString(json))
                        .getJsonObject("health")
                        .getString("is"))
                .isEqualTo("after");
    }

    @Test
    void asJson() throws IOException {
        Terminal verify = verify("name: x\nsteps: [{name: a, exec: {run: [\"true\"]}}]", "--json");
        assertThat(new JsonObject(verify.out()).getString("verdict")).isEqualTo("pass");
        assertThat(verify.err()).contains("  pass ");
    }
}

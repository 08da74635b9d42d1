package io.github.slowatchdog.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.ScriptedServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step {@code http}, on a real server. */
class HttpTrialTest {

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedServer server = ScriptedServer.start();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        server.close();
        Awaited.result(vertx.close());
    }

    private StepReport run(String step) {
        return new Plans.Ground(vertx).first(Plans.step(directory, step.replace("${url}", server.url())));
    }

    @Test
    void everyExpectationIsLookedAt() {
        server.on("/v1/status", """
                {"running": true, "image": "bot:v2", "started_at": "2026-11-21", "states": [{"side": "sell"}, {"side": "sell"}]}
                """);
        StepReport step = run("""
                http: {get: "${url}/v1/status", timeout: 2s}
                expect:
                  status: 200
                  "$.running": "== true"
                  "$.image": "== bot:v2"
                  "$.started_at": present
                  "$.stopped_at": absent
                  "$.states[*].side": "== sell"
                  body: {must: ['"running": *true'], must_not: [panic]}
                  headers: {Content-Type: "== application/json"}
                  seconds: "< 30"
                """);
        assertThat(step.verdict()).as(step.why()).isEqualTo(StepVerdict.PASS);
        assertThat(step.checks()).hasSize(10).allMatch(Check::met);
        assertThat(step.values()).containsEntry("$.image", "bot:v2").containsEntry("$.states[*].side", "sell, sell");
    }

    @Test
    void whatIsNamedLikeASecretIsCheckedAndNotShown() {
        server.on("/v1/login", """
                {"token": "hunter2secret", "nested": {"password": "pw-9"}, "size": "12"}
                """);
        StepReport step = run("""
                http: {get: "${url}/v1/login", timeout: 2s}
                expect:
                  "$.token": present
                  "$.nested.password": "== other"
                  "$.size": "> 10"
                  headers: {Content-Length: "> 10"}
                """);
        assertThat(step.why()).isEqualTo("$.nested.password: expected == other, is <secret>");
        assertThat(step.checks()).filteredOn(check -> !check.met()).hasSize(1);
        assertThat(step.values()).containsOnlyKeys("$.size");
        assertThat(step.toString()).doesNotContain("hunter2secret", "pw-9");
        assertThat(run("http: {get: \"${url}/v1/login\"}\nexpect: {\"$.api_key\": present}")
                        .why())
                .as("that it is not there is no secret")
                .isEqualTo("$.api_key: expected present, is nothing at $.api_key");
    }

    @Test
    void everyMatchOfAPathMustBeAsExpected() {
        server.on("/s", "{\"states\": [{\"side\": \"sell\"}, {\"side\": \"buy\"}]}");
        StepReport step =
                run("http: {get: \"${url}/s\"}\nexpect: {\"$.states[*].side\": \"== sell\", \"$.no[*]\": present}");
        assertThat(step.verdict()).isEqualTo(StepVerdict.FAIL);
        assertThat(step.why()).isEqualTo("$.no[*]: expected present, is nothing at $.no[*], and 1 more");
        assertThat(step.checks().get(2).actual()).isEqualTo("buy");
    }

    @Test
    void anAnswerThatIsNotJsonFails() {
        server.on("/s", request -> ScriptedServer.send(request, 200, "text/html", "<html>hi"));
        StepReport step = run("http: {get: \"${url}/s\"}\nexpect: {\"$.mode\": \"== RUNNING\"}");
        assertThat(step.why()).isEqualTo("$.mode: expected == RUNNING, is not to be found: the body is not JSON");
    }

    @Test
    void nobodyThereIsAFail() throws IOException {
        StepReport step = run("http: {get: \"http://127.0.0.1:" + ServerProcess.freePort() + "/\"}");
        assertThat(step.verdict()).isEqualTo(StepVerdict.FAIL);
        assertThat(step.why()).startsWith("no answer: GET http://127.0.0.1:").contains("refused");
    }

    @Test
    void aServerThatHangsIsCutOff() {
        server.on("/s", request -> TimeUnit.SECONDS.sleep(20));
        assertThat(run("http: {get: \"${url}/s\", timeout: 200ms}").why()).contains("no complete answer within 200ms");
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        server.on("/s", request -> ScriptedServer.send(request, 200, "text/plain", "x".repeat(2 << 20)));
        assertThat(run("http: {get: \"${url}/s\"}").why()).contains("larger than the 1048576 bytes allowed");
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.on("/to", "{}").on("/from", request -> {
            request.exchange().getResponseHeaders().set("Location", "/to");
            ScriptedServer.send(request, 302, "text/plain", "");
        });
        assertThat(run("http: {get: \"${url}/from\"}").why()).isEqualTo("status: expected in [200, 299], is 302");
        assertThat(run("http: {get: \"${url}/from\"}\nexpect: {status: 302, headers: {Location: \"== /to\"}}")
                        .verdict())
                .isEqualTo(StepVerdict.PASS);
        assertThat(server.asked()).extracting(ScriptedServer.Asked::path).containsOnly("/from");
    }

    @Test
    void aBodyIsJsonWithTheTypesThatItLooksLike() {
        server.on("/s", "{}");
        run("""
                http:
                  post: "${url}/s"
                  body: {signal_id: test-001, user: 123, side: LONG, slip: 0.5, on: true, none: null, text: "123", list: [1, a], empty: []}
                """);
        ScriptedServer.Asked asked = server.asked().get(0);
        assertThat(asked.body())
                .isEqualTo(
                        "{\"signal_id\":\"test-001\",\"user\":123,\"side\":\"LONG\",\"slip\":0.5,\"on\":true,\"none\":null,"
                                + "\"text\":\"123\",\"list\":[1,\"a\"],\"empty\":[]}");
        assertThat(asked.header("Content-Type")).isEqualTo("application/json");
    }

    /** The signature is the one that `openssl dgst -sha256 -hmac` makes of the same body (seed 001, drill 3). */
    @Test
    void aSignalIsSignedAndSentTwiceAtOnce() throws IOException {
        CountDownLatch both = new CountDownLatch(2);
        server.on("/signals", request -> {
            both.countDown();
            ScriptedServer.send(request, both.await(20, TimeUnit.SECONDS) ? 202 : 500, "text/plain", "accepted");
        });
        Files.writeString(directory.resolve("hmac.txt"), "key-of-the-webhook\n");
        StepReport step = run("""
                http:
                  post: "${url}/signals"
                  body: '{"source":"drill","signal_id":"test-001"}'
                  content_type: application/json
                  hmac: {header: X-Signature, secret_file: hmac.txt, prefix: "sha256="}
                  times: 2
                  parallel: true
                expect: {status: 202, body: "== accepted"}
                """);
        assertThat(step.verdict()).as(step.why()).isEqualTo(StepVerdict.PASS);
        assertThat(server.asked()).hasSize(2).allSatisfy(asked -> {
            assertThat(asked.header("X-Signature"))
                    .isEqualTo("sha256=821ba2ff19de1050a647d8e750f898acd324c262bb35864362286ebeb9857d72");
            assertThat(asked.header("Content-Type")).isEqualTo("application/json");
        });
        assertThat(step.request())
                .contains("2 times at once, signed in X-Signature")
                .doesNotContain("key-of-the-webhook");
    }

    @Test
    void oneBadAnswerOfSeveralIsEnough() {
        server.on(
                "/s",
                request -> ScriptedServer.send(request, server.asked().size() == 2 ? 500 : 200, "text/plain", "x"));
        assertThat(run("http: {get: \"${url}/s\", times: 3}").why())
                .isEqualTo("answer 2: status: expected in [200, 299], is 500");
    }

    @Test
    void secretsOfEveryServerThatThePlanNamesAreTakenOut() {
        Mask mask = Secrets.of(Plans.plan(directory, """
                        name: secrets
                        prometheus: {url: "http://localhost:9090", basic_auth: {username: a, password: secret-one}}
                        bot: {metrics: "http://localhost:8090/metrics", headers: {X-Key: secret-two}}
                        steps:
                          - name: a
                            probe: {url: "http://localhost:8090/", json: $.a, authorization: {credentials: secret-three}}
                            expect: present
                            when: {probe: {url: "http://localhost:8090/", json: $.a, headers: {X-Key: secret-four}}, expect: present}
                        """), Set.of(Secret.of("secret-five")));
        assertThat(mask.text("secret-one secret-two secret-three secret-four secret-five"))
                .isEqualTo("<secret> <secret> <secret> <secret> <secret>");
    }

    @Test
    void credentialsGoOutAndAreNotShown() throws IOException {
        server.on(
                "/s",
                request -> ScriptedServer.send(
                        request,
                        200,
                        "application/json",
                        "{\"you_sent\": \"" + request.header("Authorization") + "\"}"));
        Files.writeString(directory.resolve("token"), "hunter2-token\n");
        StepReport step = run("""
                http: {get: "${url}/s", authorization: {credentials_file: token}}
                expect: {"$.you_sent": "== Bearer hunter2-token"}
                """);
        assertThat(step.verdict()).isEqualTo(StepVerdict.PASS);
        assertThat(step.toString()).doesNotContain("hunter2").contains("<secret>");
    }
}

package io.github.slowatchdog.plan;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.client.Call;
import io.github.slowatchdog.client.HttpCaller;
import io.github.slowatchdog.config.PlanStep;
import io.github.slowatchdog.config.PlanStep.HttpExpect;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Sends requests and looks at each answer. Nobody answering is an answer that is not as expected: it is what the step is about.
 * Redirects are not followed; one can be expected by its status.
 */
final class HttpTrial implements Trial {

    private static final long MOST_BYTES = 1 << 20;

    private final PlanStep.Http http;
    private final HttpCaller caller;

    HttpTrial(PlanStep.Http http, HttpCaller caller) {
        this.http = http;
        this.caller = caller;
    }

    @Override
    public Finding make() throws InterruptedException, MisconfiguredException {
        Call call = call();
        List<Answer> answers = new ArrayList<>();
        List<Future<Answer>> pending = new ArrayList<>();
        for (int i = 0; i < http.times(); i++) {
            pending.add(caller.call(call));
            if (!http.parallel()) {
                answers.add(Await.result(pending.get(i)));
            }
        }
        if (http.parallel()) {
            for (Future<Answer> one : pending) {
                answers.add(Await.result(one));
            }
        }
        return judge(answers);
    }

    @Override
    public void close() {
        // nobody waits for it, and it fails for nobody
        caller.close();
    }

    private Call call() throws MisconfiguredException {
        Map<String, String> headers = new LinkedHashMap<>();
        Optional<Buffer> body = http.body().map(HttpTrial::bytes);
        http.body()
                .ifPresent(
                        what -> headers.put("Content-Type", http.contentType().orElseGet(() -> type(what))));
        if (http.hmac().isPresent()) {
            PlanStep.Hmac hmac = http.hmac().get();
            try {
                headers.put(
                        hmac.header(),
                        Signature.of(hmac, body.orElseGet(Buffer::buffer).getBytes()));
            } catch (IOException e) {
                throw new MisconfiguredException(
                        "the secret of hmac cannot be read: " + e.getMessage(),
                        "create the file, readable for this user");
            }
        }
        boolean repeatable = http.method().equals("GET");
        return new Call(
                HttpMethod.valueOf(http.method()), http.url(), headers, body, http.timeout(), MOST_BYTES, repeatable);
    }

    private static Buffer bytes(PlanStep.Body body) {
        return body instanceof PlanStep.Body.Text text
                ? Buffer.buffer(text.text())
                : Buffer.buffer(Json.encode(((PlanStep.Body.Json) body).value()));
    }

    private static String type(PlanStep.Body body) {
        return body instanceof PlanStep.Body.Json ? "application/json" : "text/plain; charset=utf-8";
    }

    private Finding judge(List<Answer> answers) throws MisconfiguredException {
        List<Check> checks = new ArrayList<>();
        Map<String, Value> values = new TreeMap<>();
        for (int i = 0; i < answers.size(); i++) {
            String prefix = answers.size() == 1 ? "" : "answer " + (i + 1) + ": ";
            if (answers.get(i) instanceof Answer.Failed failed) {
                if (failed.kind() == Answer.Kind.CREDENTIALS) {
                    throw new MisconfiguredException(failed.detail(), "create the file, readable for this user");
                }
                checks.add(new Check(prefix + "answer", "one", failed.detail(), false));
            } else {
                look(prefix, (Answer.Ok) answers.get(i), checks, values);
            }
        }
        List<String> told = answers.stream().flatMap(HttpTrial::told).distinct().toList();
        return answers.stream().allMatch(Answer.Failed.class::isInstance)
                ? Finding.of(Outcome.MISSED, "no answer: " + told.get(0), request(), told)
                : Finding.of(checks, request(), told, values);
    }

    private void look(String prefix, Answer.Ok answer, List<Check> checks, Map<String, Value> values) {
        HttpExpect expect = http.expect();
        checks.add(Check.of(prefix + "status", expect.status(), Value.of(answer.status())));
        expect.headers().forEach((name, how) -> checks.add(header(prefix, name, how, header(answer, name))));
        expect.paths().forEach((path, how) -> checks.add(JsonChecks.of(prefix, path, how, answer.body(), values)));
        expect.body()
                .ifPresent(how -> checks.addAll(
                        TextChecks.of(prefix + "body", how, answer.body().toString())));
        expect.seconds().ifPresent(how -> checks.add(Check.of(prefix + "seconds", how, seconds(answer.took()))));
    }

    private static Check header(String prefix, String name, Expectation expect, Value value) {
        return new Check(prefix + "header " + name, expect.text(), Mask.shown(name, value), expect.isMetBy(value));
    }

    private static Value header(Answer.Ok answer, String name) {
        String value = answer.headers().get(name);
        return value == null ? new Value.Absent("not there") : Value.of(value);
    }

    private static Value seconds(Duration took) {
        return Value.of(took.toMillis() / 1000.0);
    }

    /** What is sent; of headers only their names. */
    private List<String> request() {
        String how = http.times() == 1 ? "" : ", " + http.times() + " times" + (http.parallel() ? " at once" : "");
        String signed = http.hmac().map(hmac -> ", signed in " + hmac.header()).orElse("");
        return Stream.concat(
                        Stream.of(http.method() + " " + http.url() + how + signed),
                        http.body().map(what -> Finding.bounded(bytes(what).toString())).stream())
                .toList();
    }

    private static Stream<String> told(Answer answer) {
        if (answer instanceof Answer.Failed failed) {
            return Stream.of(failed.detail());
        }
        Answer.Ok ok = (Answer.Ok) answer;
        return Stream.of("HTTP " + ok.status(), Finding.bounded(ok.body().toString()));
    }
}

package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Expectation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code http} of a step, and what is expected of its answers. */
final class HttpStepReader {

    private static final List<String> METHODS = List.of("get", "post", "put", "delete");
    private static final int MOST_TIMES = 100;

    private HttpStepReader() {}

    static Optional<PlanStep.Http> read(Fields step) {
        PlanStep.HttpExpect expect =
                step.at("expect").map(HttpStepReader::expect).orElse(PlanStep.HttpExpect.SUCCESS);
        return step.fields("http", Section.HTTP_STEP).flatMap(in -> request(in, expect));
    }

    private static Optional<PlanStep.Http> request(Fields in, PlanStep.HttpExpect expect) {
        Optional<String> method = in.atMostOne(METHODS, "a request has one method");
        if (method.isEmpty()) {
            in.wrong("no address is there", "add `get: http://localhost:8090/health`");
        }
        Optional<URI> url = method.flatMap(key -> in.get(key, Addresses::url));
        if (in.has("body") && (in.has("get") || in.has("delete"))) {
            in.wrong("body", "a body does not go with get and delete", "use post or put");
        }
        Optional<PlanStep.Body> body = in.get("body", Bodies::read);
        Optional<String> contentType = in.get("content_type", Scalars::line);
        Optional<PlanStep.Hmac> hmac = in.fields("hmac", Section.HMAC).flatMap(HttpStepReader::hmac);
        Duration timeout = in.get("timeout", Scalars::duration, Duration.ofSeconds(5));
        int times = in.get("times", Scalars.whole(1, MOST_TIMES), 1);
        boolean parallel = in.get("parallel", Scalars::bool, false);
        Settings.HttpClient client = HttpClientKeys.read(in, method.orElse("get"), url);
        return url.map(address -> new PlanStep.Http(
                method.orElseThrow().toUpperCase(Locale.ROOT),
                address,
                body,
                contentType,
                client,
                hmac,
                timeout,
                times,
                parallel,
                expect));
    }

    private static Optional<PlanStep.Hmac> hmac(Fields in) {
        Optional<String> header = in.need("header", "X-Signature", HttpClientKeys::headerName);
        Optional<Secret> secret = in.need("secret_file", "hmac.txt", Paths::secretFile);
        PlanStep.Hmac.Algorithm algorithm =
                in.get("algorithm", Scalars.oneOf(PlanStep.Hmac.Algorithm.class), PlanStep.Hmac.Algorithm.SHA256);
        PlanStep.Hmac.Encoding encoding =
                in.get("encoding", Scalars.oneOf(PlanStep.Hmac.Encoding.class), PlanStep.Hmac.Encoding.HEX);
        String prefix = in.get("prefix", Scalars::line, "");
        return header.flatMap(name -> secret.map(key -> new PlanStep.Hmac(name, key, algorithm, encoding, prefix)));
    }

    private static PlanStep.HttpExpect expect(Cursor at) {
        SortedMap<String, Expectation> paths = new TreeMap<>();
        Optional<Fields> fields = at.fieldsBeside(
                Section.HTTP_EXPECT,
                "$",
                (path, entry) -> StepExpectations.path(path, entry).ifPresent(how -> paths.put(path, how)));
        if (fields.isEmpty()) {
            return PlanStep.HttpExpect.SUCCESS;
        }
        Fields in = fields.get();
        SortedMap<String, Expectation> headers = new TreeMap<>();
        in.at("headers")
                .ifPresent(named -> named.freeKeys().forEach((name, entry) -> {
                    HttpClientKeys.headerName(entry.key());
                    Scalars.expectation(entry.value())
                            .ifPresent(how -> headers.put(name.toLowerCase(Locale.ROOT), how));
                }));
        return new PlanStep.HttpExpect(
                in.get("status", StepExpectations::number, PlanStep.HttpExpect.SUCCESS.status()),
                paths,
                headers,
                in.get("body", StepExpectations::text),
                in.get("seconds", StepExpectations::number));
    }
}

package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.fuzz.Tape;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What holds for whatever comes over a connection: it is answered well or cut off, never with a mistake of ours; without the token
 * nobody's order is carried out; and the server answers the next one.
 */
final class RequestLaws {

    private static final String TOKEN = "sesame-0123456789";
    private static final Pattern HEAD = Pattern.compile(
            "([!-~\\x80-\\xff]*/-?[0-9]+\\.-?[0-9]+) ([1-5][0-9]{2}) [^\\r\\n]*\\r\\n(?:[A-Za-z0-9-]+: [^\\x00-\\x08\\x0a-\\x1f\\x7f]*\\r\\n)*\\r\\n");
    private static final Pattern PROTOCOL = Pattern.compile("http/1\\.[01]", Pattern.CASE_INSENSITIVE);
    /** Whatever has not been answered by then waits for more to come. */
    private static final int WAIT_MILLIS = 300;

    private static final int LONGEST = 4 * 1024 * 1024;

    private static final String[] METHODS = {"GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "get", "TRACE", "PATCH"
    };
    private static final String[] PATHS = {
        "/",
        "/api/v1/stop",
        "/api/v1/release",
        "/-/reload",
        "/metrics",
        "/-/healthy",
        "/-/ready",
        "/api/v1/status",
        "/api/v1/objectives",
        "/api/v1/objectives/",
        "/objectives/",
        "/assets/",
        "/api/v1/soak",
        "/api/v1/gate",
        "/api/v1/journal",
        "/api/v1/events",
        "",
        "*",
        "/api/v1/objectives/duplicates"
    };
    private static final String[] HEADERS = {
        "Authorization",
        "Accept",
        "Content-Type",
        "Last-Event-ID",
        "If-None-Match",
        "Accept-Encoding",
        "Host",
        "Origin",
        "Transfer-Encoding",
        "Content-Encoding",
        "Expect",
        "Upgrade",
        "X-Forwarded-For",
        "Cookie",
        "Range"
    };

    private static final ScriptedHands HANDS = new ScriptedHands();
    private static final AtomicLong RELOADS = new AtomicLong();
    /** Requests that may have acted, since they held the token. */
    private static final AtomicLong WITH_TOKEN = new AtomicLong();

    private static final RunningServer SERVER = started();

    private RequestLaws() {}

    private static RunningServer started() {
        try {
            Path file = Files.createTempFile("slo-watchdog-fuzz", "token");
            file.toFile().deleteOnExit();
            Secret token = Secret.in(Files.writeString(file, TOKEN));
            Limits limits = Limits.STANDARD
                    .connections(500, Duration.ofSeconds(90))
                    .listeners(500, Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofSeconds(10))
                    .tries(new Tries.Rate(1_000_000, 1_000_000, Duration.ofMillis(1)));
            RunningServer server = RunningServer.start(
                    ApiBoards.stopped(), limits, new KeptEntries(12), token, HANDS, RequestLaws::reloaded);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> closed(server)));
            return server;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void closed(RunningServer server) {
        try {
            server.close();
        } catch (Exception e) {
            // the process ends
            return;
        }
    }

    private static Future<Reloading.Outcome> reloaded() {
        RELOADS.incrementAndGet();
        return Future.succeededFuture(new Reloading.Outcome.Refused("busy", "nothing to reload"));
    }

    static void raw(byte[] bytes) throws Exception {
        send(bytes);
    }

    static void request(byte[] parts) throws Exception {
        Tape tape = new Tape(parts);
        StringBuilder head = new StringBuilder();
        head.append(tape.oneOf(METHODS)).append(' ').append(tape.oneOf(PATHS)).append(tape.line());
        head.append(" HTTP/1.1\r\nConnection: close\r\n");
        int headers = tape.below(4);
        boolean host = false;
        for (int i = 0; i < headers; i++) {
            String name = tape.oneOf(HEADERS);
            host |= name.equals("Host");
            head.append(name).append(": ").append(tape.line()).append("\r\n");
        }
        head.append(host ? "" : "Host: 127.0.0.1:" + SERVER.port() + "\r\n");
        if (tape.below(8) == 7) {
            head.append("Authorization: Bearer " + TOKEN + "\r\n");
        }
        byte[] body = tape.rest();
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        send(all.toByteArray());
    }

    private static void send(byte[] request) throws Exception {
        if (new String(request, StandardCharsets.ISO_8859_1).contains(TOKEN)) {
            // a connection may hold several requests
            WITH_TOKEN.addAndGet(1 + request.length / 20);
        }
        holdFor(request, answer(request));
        assertThat(HANDS.orders.size() + RELOADS.get())
                .as("nobody has acted without the token")
                .isLessThanOrEqualTo(WITH_TOKEN.get());
        assertThat(SERVER.get("/-/healthy").statusCode()).isEqualTo(200);
    }

    /** All that comes back, until the connection ends or nothing comes any more. */
    private static String answer(byte[] request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = SERVER.connect()) {
            socket.setSoTimeout(WAIT_MILLIS);
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            byte[] piece = new byte[16 * 1024];
            for (int read = in.read(piece); read > 0 && answer.size() < LONGEST; read = in.read(piece)) {
                answer.write(piece, 0, read);
                if (isStream(answer)) {
                    break;
                }
            }
        } catch (SocketTimeoutException | SocketException e) {
            // it waits for more, or has cut us off
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    private static boolean isStream(ByteArrayOutputStream answer) {
        return answer.size() < 2000
                && answer.toString(StandardCharsets.ISO_8859_1).contains("text/event-stream");
    }

    /** In small letters it is another protocol, and told as the one that it would be in capital ones. */
    private static boolean isSpelledOtherwise(byte[] request) {
        return PROTOCOL.matcher(new String(request, StandardCharsets.ISO_8859_1))
                .results()
                .anyMatch(one -> !one.group().startsWith("HTTP"));
    }

    private static void holdFor(byte[] request, String answer) {
        if (answer.isEmpty()) {
            return;
        }
        Matcher head = HEAD.matcher(answer);
        assertThat(head.lookingAt()).as("%s", answer).isTrue();
        int status = Integer.parseInt(head.group(2));
        // another protocol is the one thing that is told to be not implemented, in its own name; what cannot be now is
        // told with its reason
        boolean other = status == 501 && (!head.group(1).matches("HTTP/1\\.[01]") || isSpelledOtherwise(request));
        boolean notNow = status == 503 && head.group().contains("application/json");
        assertThat(status < 500 || other || notNow).as("%s", answer).isTrue();
        if (!new String(request, StandardCharsets.ISO_8859_1).contains(TOKEN)) {
            assertThat(answer).doesNotContain(TOKEN);
        }
        String body = answer.substring(head.end());
        if (status >= 400 && head.group().contains("application/json") && body.startsWith("{")) {
            int end = body.indexOf("}\n");
            JsonObject told = new JsonObject(new String(
                    body.substring(0, end + 1).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            assertThat(told.containsKey("error") || told.containsKey("missing") || status == 409)
                    .as("%s", body)
                    .isTrue();
        }
    }
}

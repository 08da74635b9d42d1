package io.github.slowatchdog.servers;

import io.github.slowatchdog.servers.FaultyServer.Reaction;
import io.github.slowatchdog.servers.FaultyServer.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** What a {@link FaultyServer} can answer. */
final class Answers {

    static final String NOTHING = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";

    private static final int MEGABYTE = 1024 * 1024;
    /** Far more than any limit; held nowhere, written piece by piece. */
    private static final int OVERSIZE = 130;

    private Answers() {}

    static Reaction json(String body) {
        return ok("application/json", body);
    }

    static Reaction ok(String type, String body) {
        return status(200, type, body);
    }

    static Reaction status(int status, String type, String body) {
        return (request, connection, out) -> {
            write(out, status, type, "", body);
            return true;
        };
    }

    static Reaction refused(int status, String type, String error) {
        return status(
                status,
                "application/json",
                "{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"" + error + "\"}");
    }

    /** One series with these members beside its labels. */
    static Reaction matrix(String members) {
        return json(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"up\"},"
                        + members + "}]}}");
    }

    static Reaction compressed(String type, String body) {
        return (request, connection, out) -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(body.getBytes(StandardCharsets.UTF_8));
            }
            head(
                    out,
                    "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Encoding: gzip\r\nContent-Length: "
                            + packed.size() + "\r\n\r\n");
            packed.writeTo(out);
            return true;
        };
    }

    /** These bytes and nothing else; the connection is closed after them. */
    static Reaction raw(String bytes) {
        return (request, connection, out) -> {
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return false;
        };
    }

    static boolean nothing(Request request, Socket connection, OutputStream out) throws IOException {
        write(out, 200, "application/json", "", correct(request, "matrix"));
        return true;
    }

    /** Correct, but for the Date header. */
    static Reaction dated(long secondsOff) {
        return (request, connection, out) -> {
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    Instant.now().plusSeconds(secondsOff).atZone(ZoneOffset.UTC));
            write(out, 200, "application/json", "Date: " + date + "\r\n", correct(request, "matrix"));
            return true;
        };
    }

    static boolean future(Request request, Socket connection, OutputStream out) throws IOException {
        long later = Instant.now().plusSeconds(3600).getEpochSecond();
        String sample = isRange(request) ? "\"values\":[[" + later + ",\"1\"]]" : "\"value\":[" + later + ",\"1\"]";
        write(
                out,
                200,
                "application/json",
                "",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"" + (isRange(request) ? "matrix" : "vector")
                        + "\",\"result\":[{\"metric\":{\"__name__\":\"up\",\"job\":\"bot\"}," + sample + "}]}}");
        return true;
    }

    static boolean hang(Request request, Socket connection, OutputStream out) throws IOException {
        untilGone(connection);
        return false;
    }

    /** A complete head at once, then a byte each 100 ms. */
    static boolean trickle(Request request, Socket connection, OutputStream out)
            throws IOException, InterruptedException {
        head(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{");
        while (true) {
            out.write(' ');
            out.flush();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** RST instead of an answer. */
    static boolean reset(Request request, Socket connection, OutputStream out) throws IOException {
        connection.setSoLinger(true, 0);
        return false;
    }

    static boolean endlessHeader(Request request, Socket connection, OutputStream out) throws IOException {
        head(out, "HTTP/1.1 200 OK\r\nX-Endless: ");
        byte[] piece = "a".repeat(MEGABYTE).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < OVERSIZE; i++) {
            out.write(piece);
        }
        return false;
    }

    static boolean oversized(Request request, Socket connection, OutputStream out) throws IOException {
        head(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        byte[] piece = (" ".repeat(MEGABYTE - 1) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < OVERSIZE; i++) {
            head(out, Integer.toHexString(MEGABYTE) + "\r\n");
            out.write(piece);
            head(out, "\r\n");
        }
        head(out, "0\r\n\r\n");
        return true;
    }

    /** Some hundred kilobytes that become as much as the oversized answer. */
    static boolean bomb(Request request, Socket connection, OutputStream out) throws IOException {
        byte[] packed = Bomb.PACKED;
        head(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: "
                        + packed.length + "\r\n\r\n");
        out.write(packed);
        return true;
    }

    /** Packed once, when it is first needed. */
    private static final class Bomb {
        static final byte[] PACKED = packed();

        private static byte[] packed() {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                byte[] piece = new byte[MEGABYTE];
                for (int i = 0; i < OVERSIZE; i++) {
                    gzip.write(piece);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return packed.toByteArray();
        }
    }

    private static String correct(Request request, String range) {
        return NOTHING.replace("matrix", isRange(request) ? range : "vector");
    }

    private static boolean isRange(Request request) {
        return request.method().equals("POST")
                && request.form().getOrDefault("query", "").endsWith("]");
    }

    private static void write(OutputStream out, int status, String type, String headers, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        head(
                out,
                "HTTP/1.1 " + status + " Whatever\r\nContent-Type: " + type + "\r\n" + headers + "Content-Length: "
                        + bytes.length + "\r\n\r\n");
        out.write(bytes);
    }

    private static void head(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void untilGone(Socket connection) throws IOException {
        while (connection.getInputStream().read() >= 0) {
            // nothing is answered until whoever asked goes away
        }
    }
}

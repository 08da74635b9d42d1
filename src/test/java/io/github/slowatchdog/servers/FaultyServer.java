package io.github.slowatchdog.servers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * An HTTP server that answers as it is told, byte by byte: correctly, or wrong in one of many ways. It keeps what it was asked.
 */
public final class FaultyServer implements AutoCloseable {

    /** Ways to go wrong that must never look like a good measurement. */
    @SuppressWarnings("ImmutableEnumChecker") // reactions keep nothing
    public enum Fault {
        GARBAGE(Answers.json("\u0001\u0002 not json at all")),
        EMPTY_BODY(Answers.json("")),
        HTML(Answers.ok("text/html", "<!doctype html>\n<html><body>Please log in</body></html>")),
        TRUNCATED_JSON(Answers.json("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[")),
        TRAILING_GARBAGE(Answers.json(Answers.NOTHING + "{}")),
        NO_STATUS(Answers.json("{\"data\":{\"resultType\":\"matrix\",\"result\":[]}}")),
        NO_DATA(Answers.json("{\"status\":\"success\"}")),
        WRONG_TYPES(Answers.json("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":{}}}")),
        VALUE_NOT_TEXT(Answers.matrix("\"values\":[[1,2]]")),
        VALUE_NOT_A_NUMBER(Answers.matrix("\"values\":[[1,\"0x1\"]]")),
        TIME_NOT_A_TIME(Answers.matrix("\"values\":[[-1e300,\"1\"]]")),
        UNORDERED(Answers.matrix("\"values\":[[2,\"1\"],[1,\"1\"]]")),
        SAME_TIME_TWICE(Answers.matrix("\"values\":[[1,\"1\"],[1,\"2\"]]")),
        HISTOGRAM(Answers.matrix("\"histograms\":[[1,{\"count\":\"1\",\"sum\":\"1\"}]]")),
        STATUS_ERROR(Answers.json("{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many samples\"}")),
        BAD_REQUEST(Answers.refused(400, "bad_data", "invalid parameter \\\"query\\\"")),
        UNAUTHORIZED(Answers.status(401, "text/plain", "Unauthorized")),
        NOT_FOUND(Answers.status(404, "text/plain", "404 page not found")),
        TOO_MANY_REQUESTS(Answers.status(429, "text/plain", "slow down")),
        INTERNAL_ERROR(Answers.status(500, "text/plain", "panic")),
        UNAVAILABLE(Answers.refused(503, "timeout", "query timed out in expression evaluation")),
        REDIRECT(Answers.raw("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n")),
        CUT_OFF(Answers.raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"status\":")),
        NOT_HTTP(Answers.raw("\u0015\u0003\u0003 SSH-2.0 or whatever\r\n\r\n")),
        ENDLESS_HEADER(Answers::endlessHeader),
        OVERSIZED(Answers::oversized),
        OVERSIZED_DECLARED(Answers.raw("HTTP/1.1 200 OK\r\nContent-Length: 136314880\r\n\r\n{")),
        GZIP_BOMB(Answers::bomb),
        TRICKLE(Answers::trickle),
        HANG(Answers::hang),
        RESET(Answers::reset),
        DATE_BEHIND(Answers.dated(-3600)),
        DATE_AHEAD(Answers.dated(3600)),
        FUTURE_SAMPLE(Answers::future);

        final Reaction reaction;

        Fault(Reaction reaction) {
            this.reaction = reaction;
        }
    }

    /** What a request is answered with; the connection is kept if this returns true. */
    @FunctionalInterface
    interface Reaction {
        boolean answer(Request request, Socket connection, OutputStream out) throws IOException, InterruptedException;
    }

    /** What was asked. Header names are in lower case. */
    public record Request(String method, String target, Map<String, String> headers, String body) {

        /** The fields of a form, decoded. */
        public Map<String, String> form() {
            return Arrays.stream(body.split("&", -1))
                    .map(field -> field.split("=", 2))
                    .collect(Collectors.toMap(field -> decoded(field[0]), field -> decoded(field[1])));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private volatile Reaction reaction;

    private FaultyServer(ServerSocket socket, Reaction reaction) {
        this.socket = socket;
        this.reaction = reaction;
        threads.execute(this::accept);
    }

    /** A server on a free loopback port that goes wrong in this way. */
    public static FaultyServer start(Fault fault) {
        return start(fault.reaction);
    }

    /** A server that answers every question with 200 and this JSON. */
    public static FaultyServer answering(String json) {
        return start(Answers.json(json));
    }

    /** A server that answers every question with 200 and this page. */
    public static FaultyServer serving(String type, String page) {
        return start(Answers.ok(type, page));
    }

    /** A server that answers every question with 200 and this page, compressed. */
    public static FaultyServer servingCompressed(String type, String page) {
        return start(Answers.compressed(type, page));
    }

    /** A server that answers correctly, with nothing in it: an empty matrix for a range, an empty vector for the rest. */
    public static FaultyServer empty() {
        return start(Answers::nothing);
    }

    private static FaultyServer start(Reaction reaction) {
        try {
            return new FaultyServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), reaction);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers with 200 and this JSON from now on. */
    public FaultyServer answer(String json) {
        reaction = Answers.json(json);
        return this;
    }

    /** Answers with 200 and this page from now on. */
    public FaultyServer serve(String type, String page) {
        reaction = Answers.ok(type, page);
        return this;
    }

    /** Goes wrong in this way from now on. */
    public FaultyServer be(Fault fault) {
        reaction = fault.reaction;
        return this;
    }

    public int port() {
        return socket.getLocalPort();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** What it was asked so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Connections that are open just now. */
    public int connections() {
        return connections.size();
    }

    /** Connections that were ever opened. */
    public int accepted() {
        return accepted.get();
    }

    /** Answers that were written to their end. */
    public int finished() {
        return finished.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                accepted.incrementAndGet();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException | RejectedExecutionException e) {
                // closed
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            boolean kept = true;
            while (kept) {
                Request request = read(in);
                requests.add(request);
                kept = reaction.answer(request, connection, out);
                out.flush();
                finished.incrementAndGet();
            }
        } catch (IOException e) {
            // whoever asked has gone, which is what most of these answers are for
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private static Request read(InputStream in) throws IOException {
        String[] first = line(in).split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(first[0], first[1], headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("closed");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}

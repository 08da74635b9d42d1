package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of the events that knows as much of HTTP and of server-sent events as it needs, and shows both as they are. */
final class EventStream implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;
    private final List<String> head = new ArrayList<>();

    private EventStream(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static EventStream open(RunningServer server, String query, String... headers) throws IOException {
        EventStream stream = new EventStream(server.connect());
        StringBuilder request = new StringBuilder("GET /api/v1/events" + query + " HTTP/1.1\r\nHost: x\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        stream.socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        for (String line = stream.in.readLine(); !line.isEmpty(); line = stream.in.readLine()) {
            stream.head.add(line);
        }
        return stream;
    }

    List<String> head() {
        return head;
    }

    /** The next block: its lines as they are, without the sizes of the chunks; null at the end. */
    private @Nullable String nextOrNull() throws IOException {
        StringBuilder block = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.matches("[0-9a-f]{1,6}") || (line.isEmpty() && block.length() == 0)) {
                continue;
            }
            if (line.isEmpty()) {
                return block.toString().strip();
            }
            block.append(line).append('\n');
        }
        return null;
    }

    /** The next block. */
    String next() throws IOException {
        return next("");
    }

    /** The next block that begins so. */
    String next(String beginning) throws IOException {
        for (String block = nextOrNull(); block != null; block = nextOrNull()) {
            if (block.startsWith(beginning)) {
                return block;
            }
        }
        throw new AssertionError("the stream ended before " + beginning);
    }

    /** The seqs of the next entries of the journal. */
    List<Long> entries(int many) throws IOException {
        List<Long> seqs = new ArrayList<>();
        while (seqs.size() < many) {
            String[] lines = next("event: journal").split("\n", -1);
            assertThat(lines[2]).startsWith("data: {\"seq\":" + lines[1].substring("id: ".length()) + ",");
            seqs.add(Long.valueOf(lines[1].substring("id: ".length())));
        }
        return seqs;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

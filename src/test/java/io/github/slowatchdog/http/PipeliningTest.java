package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A connection full of requests: it once filled heap and log, and a hundred of them ended the process. */
class PipeliningTest {

    private static final String REQUEST = "HEAD /-/healthy HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String LAST = "HEAD /-/healthy HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    @Test
    void some_at_once_are_answered_and_again() throws Exception {
        try (RunningServer server = RunningServer.start(ApiBoards.soaking());
                Socket socket = server.connect()) {
            for (int round = 0; round < 3; round++) {
                send(socket, REQUEST.repeat(Pipelining.MOST - 1));
                int seen = 0;
                while (seen < Pipelining.MOST - 1) {
                    seen += line(socket).startsWith("HTTP/1.1 200") ? 1 : 0;
                }
            }
            send(socket, LAST);
            assertThat(answers(socket)).isEqualTo(1);
        }
    }

    @Test
    void far_more_than_anybody_waits_for_end_the_connection() throws Exception {
        try (RunningServer server = RunningServer.start(ApiBoards.soaking());
                Socket socket = server.connect()) {
            send(socket, REQUEST.repeat(1000));
            assertThat(answers(socket)).isLessThanOrEqualTo(Pipelining.MOST);
            assertThat(server.get("/-/healthy").statusCode()).isEqualTo(200);
        }
    }

    private static void send(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
    }

    /** How many came until the server ended the connection; it must do so. */
    private static int answers(Socket socket) throws IOException {
        StringBuilder all = new StringBuilder();
        byte[] some = new byte[64 * 1024];
        try {
            for (int n = socket.getInputStream().read(some);
                    n >= 0;
                    n = socket.getInputStream().read(some)) {
                all.append(new String(some, 0, n, StandardCharsets.US_ASCII));
            }
        } catch (SocketException e) {
            // a reset is an end, too
        }
        return all.toString().split("HTTP/1.1 200", -1).length - 1;
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\n';
                c = socket.getInputStream().read()) {
            assertThat(c).as("not yet the end").isNotNegative();
            line.append((char) c);
        }
        return line.toString();
    }
}

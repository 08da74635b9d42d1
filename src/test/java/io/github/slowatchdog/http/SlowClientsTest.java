package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that take their time, on purpose or not, cost nobody else anything. */
class SlowClientsTest {

    private static final String REQUEST = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";

    /** A page of several MiB, far more than the kernel takes in for a client that does not read. */
    private static Board large() {
        Boards boards = Boards.fresh();
        for (int i = 0; i < 2000; i++) {
            boards.measured("objective_" + i, "== 0", Value.of(i), Verdict.PASS, i);
        }
        return boards.board();
    }

    @Test
    void whoDoesNotReadDelaysNobody() throws Exception {
        try (RunningServer server = RunningServer.start(large());
                Socket slow = notReading(server);
                Socket slower = notReading(server)) {
            assertThat(server.get("/metrics").body()).contains("objective_1999");
            server.show(Boards.fresh().board());
            assertThat(server.get("/-/healthy").statusCode()).isEqualTo(200);
            assertThat(slow.isClosed() || slower.isClosed()).isFalse();
        }
    }

    @Test
    void whoDoesNotReadIsDisconnected() throws Exception {
        Limits limits = Limits.STANDARD.connections(8, Duration.ofMillis(600));
        try (RunningServer server = RunningServer.start(large(), limits);
                Socket slow = notReading(server)) {
            ServerProcess.await("a reset of the connection", () -> !canWrite(slow));
        }
    }

    /** Bytes that trickle in do not extend the time. */
    @Test
    void whoTricklesIsDisconnected() throws Exception {
        Limits limits = Limits.STANDARD.connections(8, Duration.ofMillis(600));
        try (RunningServer server = RunningServer.start(Boards.fresh().board(), limits);
                Socket slow = server.connect()) {
            slow.getOutputStream().write("GET /metrics HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            ServerProcess.await("a reset of the connection", () -> !canWrite(slow));
        }
    }

    @Test
    void aConnectionInUseIsKept() throws Exception {
        Limits limits = Limits.STANDARD.connections(8, Duration.ofSeconds(2));
        try (RunningServer server = RunningServer.start(Boards.fresh().board(), limits);
                Socket busy = server.connect()) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
            while (System.nanoTime() < end) {
                busy.getOutputStream()
                        .write("HEAD /-/healthy HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(readHead(busy)).startsWith("HTTP/1.1 200");
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    @Test
    void connectionsAreLimitedAndComeFreeAgain() throws Exception {
        Limits limits = Limits.STANDARD.connections(4, Duration.ofSeconds(60));
        try (RunningServer server = RunningServer.start(Boards.fresh().board(), limits)) {
            List<Socket> taken = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                taken.add(answered(server));
            }
            assertThatThrownBy(() -> answered(server)).isInstanceOfAny(IOException.class, AssertionError.class);
            for (Socket socket : taken) {
                socket.close();
            }
            ServerProcess.await("a free connection", () -> canBeAnswered(server));
        }
    }

    private static Socket notReading(RunningServer server) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    static boolean canWrite(Socket socket) {
        try {
            socket.getOutputStream().write('a');
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Socket answered(RunningServer server) throws IOException {
        Socket socket = server.connect();
        socket.getOutputStream()
                .write("HEAD /-/healthy HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(readHead(socket)).startsWith("HTTP/1.1 200");
        return socket;
    }

    private static boolean canBeAnswered(RunningServer server) {
        try (Socket socket = answered(server)) {
            return socket.isConnected();
        } catch (IOException | AssertionError e) {
            return false;
        }
    }

    private static String readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0;
                c = socket.getInputStream().read()) {
            head.append((char) c);
            if (head.toString().endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }
}

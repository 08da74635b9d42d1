package io.github.slowatchdog.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Stands between a client and a server, and lets a test do something before what the client says goes on to the server. */
public final class Relay implements AutoCloseable {

    private final ServerSocket listening;
    private final int serverPort;
    private final Consumer<String> before;

    private Relay(ServerSocket listening, int serverPort, Consumer<String> before) {
        this.listening = listening;
        this.serverPort = serverPort;
        this.before = before;
    }

    /**
     * Starts to listen.
     *
     * @param before is given what the client says, and holds it up as long as it runs
     */
    public static Relay to(int serverPort, Consumer<String> before) {
        try {
            ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Relay relay = new Relay(listening, serverPort, before);
            daemon(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                daemon(() -> copy(client, server, before));
                daemon(() -> copy(server, client, said -> {}));
            } catch (IOException e) {
                // closed, or one client more without a server: the client sees it
            }
        }
    }

    private static void copy(Socket from, Socket to, Consumer<String> before) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                before.accept(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one side has gone, and so does the other
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

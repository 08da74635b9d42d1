package io.github.slowatchdog.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Stands between a client and a server, and lets a test do something before what the client says goes on to the server, or
 * pass on only a part of what either says.
 */
public final class Relay implements AutoCloseable {

    /** Decides what is passed on. Each is given what was read at once; bytes are characters of ISO 8859-1. */
    public interface Tap {

        /** How many bytes of what the client says go on to the server; fewer than there are: then the connection ends. */
        int toServer(String said);

        /** The same for what the server answers. */
        int toClient(String answered);
    }

    private final ServerSocket listening;
    private final int serverPort;
    private final Way questions;
    private final Way answers;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private volatile boolean refusing;

    /** How what was read at once goes on; closing the socket ends the connection on both sides. */
    @FunctionalInterface
    public interface Way {
        void pass(byte[] bytes, int length, Socket to) throws IOException;
    }

    private Relay(ServerSocket listening, int serverPort, Way questions, Way answers) {
        this.listening = listening;
        this.serverPort = serverPort;
        this.questions = questions;
        this.answers = answers;
    }

    /**
     * Starts to listen.
     *
     * @param before is given what the client says, and holds it up as long as it runs
     */
    public static Relay to(int serverPort, Consumer<String> before) {
        return through(serverPort, new Tap() {
            @Override
            public int toServer(String said) {
                before.accept(said);
                return said.length();
            }

            @Override
            public int toClient(String answered) {
                return answered.length();
            }
        });
    }

    /** Starts to listen; the tap decides what is passed on. */
    public static Relay through(int serverPort, Tap tap) {
        return start(serverPort, way(tap::toServer), way(tap::toClient));
    }

    /**
     * Starts to listen.
     *
     * @param before as above
     * @param answers passes on what the server says; may be slow, and may end the connection
     */
    public static Relay to(int serverPort, Consumer<String> before, Way answers) {
        Way questions = way(said -> {
            before.accept(said);
            return said.length();
        });
        return start(serverPort, questions, answers);
    }

    private static Way way(ToIntFunction<String> part) {
        return (bytes, length, to) -> {
            int passed = part.applyAsInt(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
            to.getOutputStream().write(bytes, 0, passed);
            if (passed < length) {
                to.close();
            }
        };
    }

    /** Starts to listen; what either side says goes on in these ways. */
    public static Relay start(int serverPort, Way questions, Way answers) {
        try {
            ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Relay relay = new Relay(listening, serverPort, questions, answers);
            daemon(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on nobody is let through, and whoever was is cut off; the server itself goes on. */
    public void refuse() {
        refusing = true;
        open.forEach(Relay::cut);
        open.clear();
    }

    /** From now on everybody is let through again. */
    public void allow() {
        refusing = false;
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // was closed already
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                if (refusing) {
                    cut(client);
                    continue;
                }
                connect(client);
            } catch (IOException e) {
                // closed
            }
        }
    }

    /** A server that is not there is seen by the client as a connection that ends at once. */
    private void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            daemon(() -> copy(client, server, questions));
            daemon(() -> copy(server, client, answers));
        } catch (IOException e) {
            cut(client);
        }
    }

    private void copy(Socket from, Socket to, Way way) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                way.pass(buffer, read, to);
                if (to.isClosed()) {
                    return;
                }
            }
        } catch (IOException e) {
            // one side has gone, and so does the other
        } finally {
            open.remove(from);
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

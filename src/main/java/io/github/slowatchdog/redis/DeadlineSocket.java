package io.github.slowatchdog.redis;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * A connected socket on which an answer must be whole within a time from when the question was sent. The timeout of a plain
 * socket begins anew with each byte: a server or proxy that trickles would hold us up for as long as it likes.
 */
final class DeadlineSocket extends Socket {

    private final Socket socket;
    private final long limit;
    private final BoundedReply replies;
    private long asked;

    private DeadlineSocket(Socket socket, Duration limit) throws IOException {
        this.socket = socket;
        this.limit = limit.toNanos();
        this.asked = System.nanoTime();
        this.replies = new BoundedReply(inTime(socket.getInputStream()));
    }

    /** Makes sockets to this server, each question on them with the socket timeout of the configuration as its limit. */
    static JedisSocketFactory to(HostAndPort server, JedisClientConfig config) {
        Duration limit = Duration.ofMillis(config.getSocketTimeoutMillis());
        DefaultJedisSocketFactory plain = new DefaultJedisSocketFactory(server, config);
        return () -> connected(plain.createSocket(), limit);
    }

    private static Socket connected(Socket socket, Duration limit) {
        try {
            return new DeadlineSocket(socket, limit);
        } catch (IOException e) {
            throw new JedisConnectionException(e);
        }
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(socket.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                asked = System.nanoTime();
                replies.next();
                out.write(bytes, offset, length);
            }
        };
    }

    @Override
    public InputStream getInputStream() {
        return replies;
    }

    private InputStream inTime(InputStream plain) {
        return new FilterInputStream(plain) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                long left =
                        Duration.ofNanos(limit - (System.nanoTime() - asked)).toMillis();
                if (left <= 0) {
                    throw new SocketTimeoutException("no whole answer in time");
                }
                socket.setSoTimeout(Math.toIntExact(left));
                return in.read(bytes, offset, length);
            }
        };
    }

    @Override
    public synchronized void setSoTimeout(int millis) {
        // each read sets what is left
    }

    @Override
    public synchronized int getSoTimeout() {
        return Math.toIntExact(Duration.ofNanos(limit).toMillis());
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        socket.setSoLinger(on, seconds);
    }

    @Override
    public synchronized void close() throws IOException {
        socket.close();
    }
}

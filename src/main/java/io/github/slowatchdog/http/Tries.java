package io.github.slowatchdog.http;

import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often orders may be tried: a bucket of tries for each address, and one for all. A wrong token costs more than an order that is
 * right. Who has had the right token lately is not held up by what others try. Confined to the server's event loop.
 */
final class Tries {

    /**
     * How many tries there are.
     *
     * @param own of one address at once, and as many again within {@code refill}
     * @param all of all addresses that have not had the right token
     */
    record Rate(int own, int all, Duration refill) {
        /** Five wrong tokens in a row, and then one each five seconds. */
        static final Rate STANDARD = new Rate(25, 250, Duration.ofSeconds(25));
    }

    /** What a wrong token costs. */
    private static final double WRONG = 5;
    /** Of so many addresses it is known what they have tried. */
    private static final int ADDRESSES = 1024;

    private final Rate rate;
    private final Bucket all;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Bucket {
        private final double most;
        private final double aNano;
        private double left;
        private long at;
        private boolean trusted;

        Bucket(int most, Duration refill) {
            this.most = most;
            this.aNano = most / (double) refill.toNanos();
            this.left = most;
        }

        void fill(long now) {
            left = at == 0 ? most : Math.min(most, left + aNano * (now - at));
            at = now;
        }

        Optional<Duration> missing(long now) {
            fill(now);
            return left >= 1 ? Optional.empty() : Optional.of(Duration.ofNanos((long) Math.ceil((1 - left) / aNano)));
        }
    }

    Tries(Rate rate) {
        this.rate = rate;
        this.all = new Bucket(rate.all(), rate.refill());
    }

    /**
     * One try from this address.
     *
     * @param now in nanoseconds, from any fixed moment; not 0
     * @return how long to wait; empty: it may be tried now, and counts
     */
    Optional<Duration> take(String address, long now) {
        Bucket own = bucket(address);
        Optional<Duration> wait = own.missing(now).or(() -> own.trusted ? Optional.empty() : all.missing(now));
        if (wait.isEmpty()) {
            own.left--;
            all.left -= own.trusted ? 0 : 1;
        }
        return wait;
    }

    /** The token was the right one. */
    void right(String address) {
        bucket(address).trusted = true;
    }

    /** It was not. */
    void wrong(String address) {
        Bucket own = bucket(address);
        own.trusted = false;
        own.left -= WRONG - 1;
    }

    private Bucket bucket(String address) {
        Bucket bucket = buckets.computeIfAbsent(address, ignored -> new Bucket(rate.own(), rate.refill()));
        if (buckets.size() > ADDRESSES) {
            Iterator<String> eldest = buckets.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return bucket;
    }

    /** Whom a try is counted for. Of IPv6 one has a whole network at one's disposal, usually of 64 bits. */
    static String of(SocketAddress remote) {
        String address = String.valueOf(remote.hostAddress());
        try {
            byte[] bytes = java.net.InetAddress.getByName(address).getAddress();
            return bytes.length == 4 ? address : java.util.HexFormat.of().formatHex(bytes, 0, 8);
        } catch (java.net.UnknownHostException e) {
            return address;
        }
    }
}

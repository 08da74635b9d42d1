package io.github.slowatchdog.redis;

import io.github.slowatchdog.stop.SwitchFailure;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Redis did not do what was asked. The message is one line for a person, without secrets. */
public final class RedisFailure extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int LONGEST_MESSAGE = 300;
    private static final Pattern CODE_INSIDE = Pattern.compile("-([A-Z]+) ");

    private final SwitchFailure code;
    private final String detail;

    RedisFailure(SwitchFailure code, String detail) {
        super(detail);
        this.code = code;
        this.detail = detail;
    }

    /** Which of the known kinds it is. */
    public SwitchFailure code() {
        return code;
    }

    /** What was said, in one line. */
    public String detail() {
        return detail;
    }

    /** The same, with the servers that it is about. */
    RedisFailure at(String servers) {
        return new RedisFailure(code, servers + ": " + detail);
    }

    /** Says what an exception of Jedis means; the exception itself is left behind, for its message may hold secrets. */
    static RedisFailure of(RuntimeException thrown) {
        if (thrown instanceof RedisFailure failure) {
            return failure;
        }
        Set<Throwable> all = new LinkedHashSet<>();
        collect(thrown, all);
        SwitchFailure code = first(all, JedisDataException.class)
                .map(reply -> ofReply(String.valueOf(reply.getMessage())))
                .orElseGet(() -> ofTrouble(all));
        return new RedisFailure(code, message(all));
    }

    /** What an error reply of the server means; older servers wrap the error of a script into another. */
    static SwitchFailure ofReply(String reply) {
        String start = reply.split(" ", 2)[0];
        Optional<SwitchFailure> byPrefix = ofCode(start);
        if (byPrefix.isPresent()) {
            return byPrefix.get();
        }
        Matcher inside = CODE_INSIDE.matcher(reply);
        while (inside.find()) {
            Optional<SwitchFailure> code = ofCode(inside.group(1));
            if (code.isPresent()) {
                return code.get();
            }
        }
        return ofWords(reply);
    }

    /** Errors that come without a code of their own. */
    private static SwitchFailure ofWords(String reply) {
        if (reply.contains("user executing the script can't")) {
            return SwitchFailure.NOPERM;
        }
        if (reply.contains("cluster support disabled")) {
            return SwitchFailure.CLUSTER;
        }
        boolean password = reply.contains("AUTH") && reply.contains("without any password configured")
                || reply.contains("no password is set")
                || reply.contains("invalid password");
        return password ? SwitchFailure.WRONGPASS : SwitchFailure.OTHER;
    }

    private static Optional<SwitchFailure> ofCode(String code) {
        return switch (code) {
            case "OOM", "READONLY", "NOREPLICAS", "MISCONF", "NOAUTH", "WRONGPASS", "NOPERM", "LOADING", "WRONGTYPE" ->
                Optional.of(SwitchFailure.valueOf(code));
            case "MASTERDOWN" -> Optional.of(SwitchFailure.READONLY);
            case "BUSY", "UNKILLABLE" -> Optional.of(SwitchFailure.BUSY);
            case "CLUSTERDOWN", "MOVED", "ASK", "TRYAGAIN", "CROSSSLOT" -> Optional.of(SwitchFailure.CLUSTER);
            default -> Optional.empty();
        };
    }

    private static SwitchFailure ofTrouble(Set<Throwable> all) {
        if (any(all, java.net.SocketTimeoutException.class, java.util.NoSuchElementException.class)) {
            return SwitchFailure.TIMEOUT;
        }
        if (any(
                all,
                java.net.UnknownHostException.class,
                java.net.ConnectException.class,
                java.net.NoRouteToHostException.class)) {
            return SwitchFailure.UNREACHABLE;
        }
        if (any(all, java.net.SocketException.class)) {
            return SwitchFailure.RESET;
        }
        if (any(all, SSLException.class, java.security.GeneralSecurityException.class)) {
            return SwitchFailure.TLS;
        }
        if (any(all, JedisClusterOperationException.class)) {
            return SwitchFailure.CLUSTER;
        }
        return any(all, redis.clients.jedis.exceptions.JedisConnectionException.class)
                ? SwitchFailure.RESET
                : SwitchFailure.OTHER;
    }

    private static String message(Set<Throwable> all) {
        Set<String> parts = new LinkedHashSet<>();
        for (Throwable one : all) {
            if (one.getCause() != null && String.valueOf(one.getCause()).equals(one.getMessage())) {
                continue;
            }
            String text = one.getMessage() == null ? one.getClass().getSimpleName() : one.getMessage();
            // a server that does not know AUTH or HELLO says its arguments back
            text = text.replaceAll("(?s),? with args beginning with.*", "").replaceAll("[\\p{Cntrl}\\s]+", " ");
            String part = text;
            if (parts.stream().noneMatch(earlier -> earlier.contains(part) || part.contains(earlier))) {
                parts.add(part);
            }
        }
        String message = String.join(": ", parts);
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }

    private static void collect(Throwable one, Set<Throwable> all) {
        if (all.add(one)) {
            Optional.ofNullable(one.getCause()).ifPresent(cause -> collect(cause, all));
            Arrays.stream(one.getSuppressed()).forEach(other -> collect(other, all));
        }
    }

    private static <T extends Throwable> Optional<T> first(Set<Throwable> all, Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static boolean any(Set<Throwable> all, Class<?>... types) {
        return all.stream().anyMatch(one -> Arrays.stream(types).anyMatch(type -> type.isInstance(one)));
    }
}

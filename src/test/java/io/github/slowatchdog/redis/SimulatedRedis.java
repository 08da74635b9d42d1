package io.github.slowatchdog.redis;

import io.github.slowatchdog.config.RedisAddress;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.stop.FlagDocument;
import io.github.slowatchdog.stop.StopOrder;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A Redis in memory behind the real {@link FlagStore}: answers the commands that {@link Master} sends, at the time of the simulation, and
 * fails as it is told to. One master at a time; a failover forgets what was written just before, as asynchronous replication does.
 */
public final class SimulatedRedis {

    public static final Duration TIMEOUT = Duration.ofMillis(500);

    private static final String KEY = "exec_mode";
    private static final String ORDER = OrderKey.of(KEY).name();
    private static final Settings.Redis SETTINGS = new Settings.Redis(
            new RedisAddress(RedisAddress.Kind.SINGLE, List.of(new RedisAddress.Node("redis", 6379)), "", 0, false),
            Optional.empty(),
            Optional.empty(),
            Settings.Tls.STANDARD,
            KEY,
            FlagDocument.standard(),
            TIMEOUT);
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private record Held(String value, Instant until) {}

    private record Past(Instant at, Map<String, Held> keys) {}

    private final InstantSource clock;
    private final FlagText text = new FlagText(FlagDocument.standard());
    private final Deque<Past> past = new ArrayDeque<>();
    private Map<String, Held> keys = new HashMap<>();
    private RedisTrouble trouble = RedisTrouble.NONE;
    private BooleanSupplier losesAnswer = () -> false;
    private Runnable between = () -> {};
    private boolean inBetween;
    private String parsed = "";
    private Optional<StopOrder> order = Optional.empty();
    private long generation;

    public SimulatedRedis(InstantSource clock) {
        this.clock = clock;
    }

    public void become(RedisTrouble next) {
        if (next == RedisTrouble.REFUSED || next == RedisTrouble.HANGS) {
            generation++;
        }
        trouble = next;
    }

    public boolean isWell() {
        return trouble == RedisTrouble.NONE;
    }

    public boolean isReadable() {
        return trouble != RedisTrouble.REFUSED && trouble != RedisTrouble.HANGS;
    }

    /** Asked at each command: whether the answer is lost, though the command is done. */
    public void loseAnswers(BooleanSupplier loses) {
        losesAnswer = loses;
    }

    /** Done before each command: what other clients do meanwhile. */
    public void between(Runnable others) {
        between = others;
    }

    /** The real switch over this server. */
    public RedisKillSwitch killSwitch(
            String watchdog, InstantSource itsClock, ExecutorService thread, Function<Duration, Executor> after) {
        return new RedisKillSwitch(store(watchdog, itsClock), TIMEOUT.multipliedBy(6), thread, after);
    }

    /** A person at the command line, who waits like this. */
    public ByHand byHand(Consumer<Duration> pause) {
        return new ByHand(store("by-hand", clock), clock, pause, false);
    }

    private FlagStore store(String watchdog, InstantSource itsClock) {
        return new FlagStore(watchdog, SETTINGS, itsClock, new Link(SETTINGS, new Server()));
    }

    public boolean saysStop() {
        return text.saysStop(held(KEY).map(SimulatedRedis::content).orElse(Content.ABSENT));
    }

    public Optional<String> flag() {
        return held(KEY);
    }

    public Optional<StopOrder> order() {
        String held = held(ORDER).orElse("");
        if (!held.equals(parsed)) {
            parsed = held;
            order = held.isEmpty()
                    ? Optional.empty()
                    : OrderRecord.parse(content(held)).inForce();
        }
        return order;
    }

    /** Somebody writes the flag without asking anybody. */
    public void overwrite(String value) {
        put(KEY, value, Instant.MAX);
    }

    public void deleteFlag() {
        keys.remove(KEY);
    }

    public void flush() {
        keys.clear();
    }

    /** Another server is master from now on, which has not got what was written lately. */
    public void failOver(Duration lag) {
        Instant until = clock.instant().minus(lag);
        Past known = past.peekFirst();
        for (Past one : past) {
            known = one.at.isAfter(until) ? known : one;
        }
        if (known != null && !past.isEmpty() && !known.at.isAfter(until)) {
            keys = new HashMap<>(known.keys);
        }
        past.clear();
        remember();
        generation++;
    }

    private void put(String key, String value, Instant until) {
        keys.put(key, new Held(value, until));
        remember();
    }

    private void remember() {
        Instant now = clock.instant();
        past.addLast(new Past(now, new HashMap<>(keys)));
        while (past.size() > 1 && past.peekFirst().at.isBefore(now.minus(REMEMBERED))) {
            past.removeFirst();
        }
    }

    private Optional<String> held(String key) {
        return Optional.ofNullable(keys.get(key))
                .filter(held -> held.until.isAfter(clock.instant()))
                .map(Held::value);
    }

    private static Content content(String value) {
        return Content.of(bytes(value));
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Finds this server. */
    private final class Server implements Masters {
        @Override
        public Master connect() {
            reach();
            return new Master(new Wire(generation));
        }

        @Override
        public boolean elsewhere() {
            return false;
        }

        @Override
        public Optional<HostAndPort> connectedTo() {
            return Optional.empty();
        }
    }

    private void reach() {
        if (trouble == RedisTrouble.REFUSED) {
            throw new JedisConnectionException(new ConnectException("connection refused"));
        }
        if (trouble == RedisTrouble.HANGS) {
            throw new JedisConnectionException(new SocketTimeoutException("no answer"));
        }
    }

    /** One connection; one of before a failover is broken. */
    private final class Wire extends Connection implements Line {
        private final long made;

        Wire(long made) {
            this.made = made;
        }

        @Override
        public Connection toOwnerOf(String key) {
            return this;
        }

        @Override
        public boolean together(String one, String other) {
            return true;
        }

        @Override
        public Object ask(String key, CommandArguments command) {
            return executeCommand(command);
        }

        @Override
        public Object executeCommand(redis.clients.jedis.commands.ProtocolCommand command) {
            return executeCommand(new CommandArguments(command));
        }

        @Override
        @SuppressWarnings("NullAway") // a missing key is a null in Jedis
        public Object executeCommand(CommandArguments command) {
            if (!inBetween) {
                inBetween = true;
                between.run();
                inBetween = false;
            }
            reach();
            if (made != generation) {
                throw new JedisConnectionException(new SocketException("connection reset"));
            }
            Object answer = answered(command);
            if (losesAnswer.getAsBoolean()) {
                throw new JedisConnectionException(new SocketTimeoutException("the answer was lost"));
            }
            return answer;
        }

        @Override
        public void close() {
            // there is nothing to let go of
        }
    }

    private @Nullable Object answered(CommandArguments command) {
        List<String> words = new ArrayList<>();
        for (Rawable word : command) {
            words.add(new String(word.getRaw(), StandardCharsets.ISO_8859_1));
        }
        String name = words.get(0);
        return switch (name) {
            case "GET" -> held(words.get(1)).map(SimulatedRedis::bytes).orElse(null);
            case "ROLE" -> List.of(bytes("master"));
            case "PERSIST" -> 0L;
            case "EVAL" -> compareAndSet(words);
            case "SET" -> {
                refuseWrites(true);
                Instant until =
                        words.size() > 4 ? clock.instant().plusMillis(Long.parseLong(words.get(4))) : Instant.MAX;
                put(words.get(1), words.get(2), until);
                yield bytes("OK");
            }
            case "RENAME" -> {
                refuseWrites(false);
                String value = held(words.get(1)).orElseThrow(() -> new JedisDataException("ERR no such key"));
                keys.remove(words.get(1));
                put(words.get(2), value, Instant.MAX);
                yield bytes("OK");
            }
            default -> throw new UnsupportedOperationException("the simulated Redis has no " + name);
        };
    }

    private void refuseWrites(boolean takesMemory) {
        switch (trouble) {
            case READONLY -> throw new JedisDataException("READONLY You can't write against a read only replica.");
            case NOREPLICAS -> throw new JedisDataException("NOREPLICAS Not enough good replicas to write.");
            case MISCONF -> throw new JedisDataException("MISCONF Errors writing to disk.");
            case OOM -> {
                if (takesMemory) {
                    throw new JedisDataException("OOM command not allowed when used memory > 'maxmemory'.");
                }
            }
            default -> {
                // writes are taken
            }
        }
    }

    /** What the script of {@link Master#swap} does. */
    private List<byte[]> compareAndSet(List<String> words) {
        int n = Integer.parseInt(words.get(2));
        List<byte[]> reply = new ArrayList<>(List.of(bytes("differs")));
        boolean same = true;
        for (int i = 0; i < n; i++) {
            Optional<String> held = held(words.get(3 + i));
            String wanted = words.get(3 + n + 3 * i);
            String kind = held.isPresent() ? "text" : "absent";
            same &= wanted.equals("any")
                    || (wanted.equals(kind) && words.get(3 + n + 3 * i + 1).equals(held.orElse("")));
            reply.add(bytes(kind));
            reply.add(bytes(held.orElse("")));
        }
        if (!same) {
            return reply;
        }
        refuseWrites(true);
        reply = new ArrayList<>(List.of(bytes("done")));
        for (int i = 0; i < n; i++) {
            put(words.get(3 + i), words.get(3 + n + 3 * i + 2), Instant.MAX);
        }
        for (int i = 0; i < n; i++) {
            reply.add(bytes("text"));
            reply.add(bytes(words.get(3 + n + 3 * i + 2)));
        }
        return reply;
    }
}

package io.github.slowatchdog.redis;

import io.github.slowatchdog.redis.Swap.Change;
import io.github.slowatchdog.stop.Replicated;
import io.github.slowatchdog.stop.SwitchFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** The server that takes writes, or the cluster: few commands, each in a form that keeps every byte. */
final class Master implements AutoCloseable {

    /** Sets all keys if each holds what is expected of it; always answers what they hold. */
    private static final byte[] COMPARE_AND_SET = """
            local function held(key)
              local value = redis.pcall('GET', key)
              if type(value) == 'string' and #value > 1048576 then return 'other', '' end
              if type(value) ~= 'table' then
                return value and 'text' or 'absent', value or ''
              end
              if value.err and not string.find(value.err, 'WRONGTYPE', 1, true) then
                return nil, value
              end
              return 'other', ''
            end
            local same, reply = true, {'differs'}
            for i, key in ipairs(KEYS) do
              local kind, value = held(key)
              if not kind then return value end
              local wanted = ARGV[3 * i - 2]
              same = same and (wanted == 'any' or (wanted == kind and ARGV[3 * i - 1] == value))
              table.insert(reply, kind)
              table.insert(reply, value)
            end
            if not same then return reply end
            reply = {'done'}
            for i, key in ipairs(KEYS) do redis.call('SET', key, ARGV[3 * i]) end
            for i, key in ipairs(KEYS) do
              table.insert(reply, 'text')
              table.insert(reply, redis.call('GET', key))
            end
            return reply
            """.getBytes(StandardCharsets.UTF_8);

    private static final byte[] COMPARE_AND_DELETE = """
            if redis.pcall('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
            return 0
            """.getBytes(StandardCharsets.UTF_8);

    private final Line line;
    private boolean scripting = true;

    Master(Line line) {
        this.line = line;
    }

    /** Whether one command may name both keys. */
    boolean together(String one, String other) {
        return line.together(one, other);
    }

    Content get(String key) {
        try {
            return content(run(key, on(Command.GET, key)));
        } catch (JedisDataException e) {
            return otherType(e);
        }
    }

    /** Sets all keys at once if each holds what is expected; they must be {@link #together}. */
    Swap swap(List<Change> changes) {
        if (!scripting) {
            return watched(changes);
        }
        try {
            return scripted(changes);
        } catch (JedisDataException e) {
            if (!mayBeScripting(e)) {
                throw e;
            }
            Swap swap = watched(changes);
            // only now is it known that scripting was what is denied, and not the write
            scripting = false;
            return swap;
        }
    }

    private static boolean mayBeScripting(JedisDataException e) {
        String reply = String.valueOf(e.getMessage());
        return RedisFailure.ofReply(reply) == SwitchFailure.NOPERM || reply.contains("unknown command");
    }

    /** Deletes the key if it holds this. */
    void delete(String key, Content expected) {
        if (scripting) {
            try {
                run(
                        key,
                        new CommandArguments(Command.EVAL)
                                .add(COMPARE_AND_DELETE)
                                .add(1)
                                .key(key)
                                .add(expected.bytes()));
                return;
            } catch (JedisDataException e) {
                if (!mayBeScripting(e)) {
                    throw e;
                }
            }
        }
        try (Connection own = line.toOwnerOf(key)) {
            try {
                deleteWatched(own, key, expected);
            } catch (RuntimeException e) {
                own.setBroken();
                throw e;
            }
        }
    }

    private static void deleteWatched(Connection own, String key, Content expected) {
        own.executeCommand(on(Command.WATCH, key));
        if (!read(own, key).equals(expected)) {
            own.executeCommand(Command.UNWATCH);
            return;
        }
        own.executeCommand(Command.MULTI);
        own.executeCommand(on(Command.DEL, key));
        own.executeCommand(Command.EXEC);
    }

    void set(String key, Content value) {
        run(key, on(Command.SET, key).add(value.bytes()));
    }

    void set(String key, Content value, Duration expiry) {
        run(key, on(Command.SET, key).add(value.bytes()).add("PX").add(expiry.toMillis()));
    }

    /** The keys must be {@link #together}. */
    void rename(String from, String to) {
        run(from, on(Command.RENAME, from).key(to));
    }

    void persist(String key) {
        run(key, on(Command.PERSIST, key));
    }

    /** The beginning of a value that is not a string, for a person; as much as we may see. */
    String describe(String key) {
        try {
            String type = text(run(key, on(Command.TYPE, key)));
            Optional<CommandArguments> reader = switch (type) {
                case "hash" -> Optional.of(on(Command.HSCAN, key).add("0"));
                case "set" -> Optional.of(on(Command.SSCAN, key).add("0"));
                case "zset" -> Optional.of(on(Command.ZSCAN, key).add("0"));
                case "list" -> Optional.of(on(Command.LRANGE, key).add("0").add("99"));
                default -> Optional.empty();
            };
            return "(" + type + ") "
                    + reader.map(command -> text(run(key, command))).orElse("");
        } catch (JedisDataException e) {
            return Content.OTHER.shown();
        }
    }

    /** What the server that owns the key says of itself: {@code master}, {@code slave}; empty if we may not ask. */
    List<String> role(String key) {
        try (Connection own = line.toOwnerOf(key)) {
            Object reply = own.executeCommand(Command.ROLE);
            return ((List<?>) reply).stream().map(Master::text).toList();
        } catch (JedisDataException e) {
            String message = String.valueOf(e.getMessage());
            if (RedisFailure.ofReply(message) == SwitchFailure.NOPERM || message.contains("unknown command")) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * How many replicas of the server that owns the key have what that server holds now.
     *
     * @param mark a key that is written for this, and lasts for a while
     * @param within the longest time to wait for them; less than the timeout of a command
     * @return empty if it has no replicas
     */
    Optional<Replicated> replicated(String mark, Duration lasts, Duration within) {
        try (Connection own = line.toOwnerOf(mark)) {
            Object role = own.executeCommand(Command.ROLE);
            int connected = role instanceof List<?> all && all.size() > 2 && all.get(2) instanceof List<?> replicas
                    ? replicas.size()
                    : 0;
            if (connected == 0) {
                return Optional.empty();
            }
            own.executeCommand(on(Command.SET, mark).add("").add("PX").add(lasts.toMillis()));
            Object have = own.executeCommand(
                    new CommandArguments(Command.WAIT).add(connected).add(Math.max(1, within.toMillis())));
            return Optional.of(new Replicated(Math.toIntExact((Long) have), connected));
        }
    }

    /** A connection of its own to the server that owns the key, for what has no method here; there is one at a time. */
    Connection connection(String key) {
        return line.toOwnerOf(key);
    }

    /** Whether scripts are used; false once it has turned out that they are denied. */
    boolean scripts() {
        return scripting;
    }

    @Override
    public void close() {
        line.close();
    }

    private Swap scripted(List<Change> changes) {
        CommandArguments command =
                new CommandArguments(Command.EVAL).add(COMPARE_AND_SET).add(changes.size());
        changes.forEach(change -> command.key(change.key()));
        for (Change change : changes) {
            command.add(change.expected()
                    .map(content -> content.kind().name().toLowerCase(Locale.ROOT))
                    .orElse("any"));
            command.add(change.expected().map(Content::bytes).orElseGet(() -> new byte[0]));
            command.add(change.wanted().bytes());
        }
        List<?> reply = run(changes.get(0).key(), command) instanceof List<?> list ? list : List.of();
        List<Content> found = new ArrayList<>();
        for (int i = 1; i + 1 < reply.size(); i += 2) {
            Content.Kind kind = Content.Kind.valueOf(text(reply.get(i)).toUpperCase(Locale.ROOT));
            found.add(kind == Content.Kind.TEXT ? content(reply.get(i + 1)) : new Content(kind, ""));
        }
        return new Swap(text(reply.get(0)).equals("done"), found);
    }

    /** The same without a script: WATCH makes EXEC do nothing when a key has changed since it was read. */
    private Swap watched(List<Change> changes) {
        try (Connection own = line.toOwnerOf(changes.get(0).key())) {
            try {
                return watched(own, changes);
            } catch (RuntimeException e) {
                // it may be in the middle of a transaction
                own.setBroken();
                throw e;
            }
        }
    }

    private static Swap watched(Connection own, List<Change> changes) {
        CommandArguments watch = new CommandArguments(Command.WATCH);
        changes.forEach(change -> watch.key(change.key()));
        own.executeCommand(watch);
        List<Content> found = new ArrayList<>();
        boolean same = true;
        for (Change change : changes) {
            found.add(read(own, change.key()));
            same &= change.matches(found.get(found.size() - 1));
        }
        if (!same) {
            own.executeCommand(Command.UNWATCH);
            return new Swap(false, found);
        }
        own.executeCommand(Command.MULTI);
        changes.forEach(change -> own.executeCommand(
                on(Command.SET, change.key()).add(change.wanted().bytes())));
        boolean done = own.executeCommand(Command.EXEC) != null;
        return new Swap(
                done, changes.stream().map(change -> read(own, change.key())).toList());
    }

    private static Content read(Connection own, String key) {
        try {
            return content(own.executeCommand(on(Command.GET, key)));
        } catch (JedisDataException e) {
            return otherType(e);
        }
    }

    private static Content otherType(JedisDataException e) {
        if (RedisFailure.ofReply(String.valueOf(e.getMessage())) == SwitchFailure.WRONGTYPE) {
            return Content.OTHER;
        }
        throw e;
    }

    private static Content content(@Nullable Object reply) {
        return reply == null ? Content.ABSENT : Content.of((byte[]) reply);
    }

    private @Nullable Object run(String key, CommandArguments command) {
        return line.ask(key, command);
    }

    private static CommandArguments on(Command command, String key) {
        return new CommandArguments(command).key(key);
    }

    private static String text(@Nullable Object reply) {
        if (reply instanceof List<?> list) {
            return list.stream().map(Master::text).toList().toString();
        }
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(reply);
    }
}

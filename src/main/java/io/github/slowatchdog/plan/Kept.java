package io.github.slowatchdog.plan;

import io.github.slowatchdog.plan.PlanReport.HealthBefore;
import io.github.slowatchdog.slo.Value;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What plans keep for later runs, in one file: values under names, and how the health check before a deployment came out. Replaced
 * as a whole, so that it is never half written; several plans may share it.
 */
public final class Kept {

    private static final int MOST_BYTES = 4 << 20;
    private static final int LONGEST_TEXT = 4 * 1024;
    /** What a system says of itself is nobody else's business. */
    private static final FileAttribute<Set<PosixFilePermission>> OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    /** Nothing is opened before it is needed. */
    public Kept(Path file) {
        this.file = file;
    }

    /** Values that were kept, and when. */
    record Values(Instant at, SortedMap<String, Value> values) {}

    /** @throws IOException if it cannot be read; the message is for a person */
    Optional<Values> values(String name) throws IOException {
        try {
            JsonObject kept = read().getJsonObject("values", new JsonObject()).getJsonObject(name);
            if (kept == null) {
                return Optional.empty();
            }
            SortedMap<String, Value> values = new TreeMap<>();
            for (Map.Entry<String, Object> one : kept.getJsonObject("values")) {
                values.put(
                        one.getKey(),
                        one.getValue() instanceof Number number
                                ? Value.of(number.doubleValue())
                                : Value.of(String.valueOf(one.getValue())));
            }
            return Optional.of(new Values(Instant.parse(kept.getString("at")), values));
        } catch (RuntimeException e) {
            throw foreign(e);
        }
    }

    void keep(String name, Instant at, String plan, Map<String, Value> values) throws IOException {
        JsonObject json = new JsonObject();
        values.forEach((key, value) -> json.put(
                key,
                value instanceof Value.Num num && Double.isFinite(num.number()) ? num.number() : shortened(value)));
        JsonObject entry =
                new JsonObject().put("at", at.toString()).put("plan", plan).put("values", json);
        change(all -> member(all, "values").put(name, entry));
    }

    Optional<HealthBefore> health(String plan) throws IOException {
        try {
            JsonObject kept = read().getJsonObject("health", new JsonObject()).getJsonObject(plan);
            if (kept == null) {
                return Optional.empty();
            }
            List<String> lines =
                    kept.getJsonArray("lines").stream().map(String::valueOf).toList();
            return Optional.of(new HealthBefore(
                    Instant.parse(kept.getString("at")), kept.getString("verdict"), kept.getString("count"), lines));
        } catch (RuntimeException e) {
            throw foreign(e);
        }
    }

    /** It is somebody else's, or somebody has written in it. */
    private IOException foreign(RuntimeException e) {
        return new IOException(file + " does not hold what plans keep", e);
    }

    void keep(String plan, HealthBefore health) throws IOException {
        JsonObject entry = new JsonObject()
                .put("at", health.at().toString())
                .put("verdict", health.verdict())
                .put("count", health.count())
                .put("lines", new JsonArray(health.lines()));
        change(all -> member(all, "health").put(plan, entry));
    }

    private static String shortened(Value value) {
        String text = value.toString();
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    /** @throws ClassCastException if something else stands there, which is not to be overwritten */
    private static JsonObject member(JsonObject all, String name) {
        if (all.getValue(name) == null) {
            all.put(name, new JsonObject());
        }
        return all.getJsonObject(name);
    }

    private JsonObject read() throws IOException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // a pipe might never end
                throw new IOException(file + " is not a regular file");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " is larger than 4 MiB");
            }
            return new JsonObject(Buffer.buffer(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return new JsonObject();
        } catch (DecodeException e) {
            throw new IOException(file + " is not a JSON object", e);
        } catch (FileSystemException e) {
            throw new IOException(file + " cannot be read: " + why(e), e);
        }
    }

    private static String why(FileSystemException e) {
        return e instanceof AccessDeniedException
                ? "this user may not do that"
                : Optional.ofNullable(e.getReason()).orElse("the file system refuses it");
    }

    private void change(Consumer<JsonObject> change) throws IOException {
        try {
            replace(change);
        } catch (FileSystemException e) {
            throw new IOException(e.getFile() + " cannot be written: " + why(e), e);
        } catch (ClassCastException e) {
            throw foreign(e);
        }
    }

    private void replace(Consumer<JsonObject> change) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            JsonObject all = read();
            change.accept(all);
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.deleteIfExists(next);
            Files.createFile(next, OWNER);
            Files.writeString(next, all.encodePrettily() + "\n");
            move(next, file);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

package io.github.slowatchdog.config;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file with one value replaced, taken out, or with one key too many. */
record Mutant(String what, Object tree) {

    /** One of each shape, and a few that only some types are. */
    private static final List<@Nullable Object> VALUES = Arrays.asList(
            "some text", "7s", "== 1", 17L, null, List.of("a"), new JsonObject().put("x", "y"));

    /** As YAML: JSON is YAML. */
    String text() {
        return Json.encode(tree);
    }

    @Override
    public String toString() {
        return what;
    }

    static List<Mutant> of(Object whole) {
        List<Mutant> mutants = new ArrayList<>();
        walk(whole, whole, "", mutants, new HashSet<>());
        return mutants;
    }

    private static void walk(Object whole, @Nullable Object at, String path, List<Mutant> mutants, Set<String> seen) {
        if (at instanceof JsonObject object) {
            mutate(whole, path + " has a key nobody knows", () -> object.put("nobody_knows", 1), mutants);
            object.remove("nobody_knows");
            for (String key : List.copyOf(object.fieldNames())) {
                // of the entries of a list one will do, but for what is expected, which depends on what stands beside it
                if (!key.equals("expect") && !seen.add((path + "." + key).replaceAll("\\[[0-9]+]", "[]"))) {
                    continue;
                }
                Object before = object.getValue(key);
                for (Object value : VALUES) {
                    mutate(whole, path + "." + key + ": " + value, () -> object.put(key, value), mutants);
                }
                mutate(whole, "without " + path + "." + key, () -> object.remove(key), mutants);
                object.put(key, before);
                walk(whole, before, path + "." + key, mutants, seen);
            }
        } else if (at instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                walk(whole, array.getValue(i), path + "[" + i + "]", mutants, seen);
            }
        }
    }

    private static void mutate(Object whole, String what, Runnable change, List<Mutant> mutants) {
        change.run();
        mutants.add(new Mutant(what, whole instanceof JsonObject object ? object.copy() : whole));
    }
}

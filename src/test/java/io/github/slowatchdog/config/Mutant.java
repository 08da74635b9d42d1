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
record Mutant(String what, JsonObject tree) {

    /** One of each shape. */
    private static final List<@Nullable Object> VALUES =
            Arrays.asList("some text", 17L, null, List.of("a"), new JsonObject().put("x", "y"));

    /** As YAML: JSON is YAML. */
    String text() {
        return Json.encode(tree);
    }

    @Override
    public String toString() {
        return what;
    }

    /**
     * Every mutant of a file, each key once.
     *
     * @param apart with one entry left of each list, which is quicker; for files whose entries do not need each other. What is left
     *     is also there unchanged, as a mutant that is none, and must be right
     */
    static List<Mutant> of(JsonObject whole, boolean apart) {
        Walk walk = new Walk(whole, apart);
        walk.value(whole, "");
        return walk.mutants;
    }

    private static final class Walk {

        private final JsonObject whole;
        private final boolean apart;
        private final List<Mutant> mutants = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();

        Walk(JsonObject whole, boolean apart) {
            this.whole = whole;
            this.apart = apart;
        }

        private void value(@Nullable Object at, String path) {
            if (at instanceof JsonObject object) {
                object(object, path);
            } else if (at instanceof JsonArray array) {
                array(array, path);
            }
        }

        private void object(JsonObject object, String path) {
            if (isNew(path + " ")) {
                object.put("nobody_knows", 1);
                add(path + " has a key nobody knows");
                object.remove("nobody_knows");
            }
            for (String key : List.copyOf(object.fieldNames())) {
                Object before = object.getValue(key);
                String here = path + "." + key;
                // what is expected depends on what stands beside it
                if (key.equals("expect") || isNew(here)) {
                    VALUES.forEach(value -> {
                        object.put(key, value);
                        add(here + ": " + value);
                    });
                    object.remove(key);
                    add("without " + here);
                    object.put(key, before);
                }
                value(before, here);
            }
        }

        private void array(JsonArray array, String path) {
            List<Object> entries = new ArrayList<>();
            array.forEach(entries::add);
            for (int i = 0; i < entries.size(); i++) {
                if (apart && entries.get(i) instanceof JsonObject) {
                    array.clear().add(entries.get(i));
                    add(path + " has only the entry " + i);
                }
                value(entries.get(i), path + "[" + i + "]");
            }
            array.clear();
            entries.forEach(array::add);
        }

        private boolean isNew(String path) {
            return seen.add(path.replaceAll("\\[[0-9]+]", "[]"));
        }

        private void add(String what) {
            mutants.add(new Mutant(what, whole.copy()));
        }
    }
}

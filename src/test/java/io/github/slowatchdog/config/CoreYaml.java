package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML file as JSON, as an editor reads it: by the core schema of YAML 1.2. */
final class CoreYaml {

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

    private CoreYaml() {}

    /** The root of a file; empty if it is no YAML. */
    static Optional<Object> read(Path file) {
        Problems problems = new Problems();
        return SourceFile.read(file, what -> assertThat(what).isNull())
                .flatMap(source -> Cursor.root(source, Substitution.ofEnvironment(name -> Optional.empty()), problems))
                .filter(root -> problems.none())
                .map(root -> value(root.node()));
    }

    private static @Nullable Object value(Node node) {
        if (node instanceof MappingNode mapping) {
            JsonObject object = new JsonObject();
            mapping.getValue()
                    .forEach(tuple ->
                            object.put(((ScalarNode) tuple.getKeyNode()).getValue(), value(tuple.getValueNode())));
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            JsonArray array = new JsonArray();
            sequence.getValue().forEach(item -> array.add(value(item)));
            return array;
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.isPlain() ? plain(scalar.getValue()) : scalar.getValue();
    }

    private static @Nullable Object plain(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default ->
                WHOLE.matcher(text).matches()
                        ? (Object) Long.valueOf(text)
                        : NUMBER.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
        };
    }
}

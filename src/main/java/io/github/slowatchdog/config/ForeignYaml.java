package io.github.slowatchdog.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A place in a YAML file that somebody else's tool is for, with what stands there. Nothing is filled in, and nothing is wrong: what is
 * not of the form that the reader looks for is not there. Limits are those of our own files.
 */
public final class ForeignYaml {

    private final String file;
    private final Node node;
    private final String path;
    private final Map<String, ForeignYaml> entries = new LinkedHashMap<>();
    private boolean opened;

    private ForeignYaml(String file, Node node, String path) {
        this.file = file;
        this.node = node;
        this.path = path;
    }

    /** The documents of a file, or its problems. */
    public record Read(List<ForeignYaml> documents, List<Problem> problems) {
        public Read {
            documents = List.copyOf(documents);
            problems = List.copyOf(problems);
        }
    }

    /** Reads a file; there are no documents where there are problems. */
    public static Read read(Path file) {
        Problems problems = new Problems();
        List<ForeignYaml> documents = SourceFile.read(file, what -> problems.add(ConfigLoader.unreadable(file, what)))
                .map(source -> YamlTree.all(source, problems).stream()
                        .map(root -> new ForeignYaml(source.shown(), root, ""))
                        .toList())
                .orElse(List.of());
        return new Read(problems.none() ? documents : List.of(), problems.sorted());
    }

    /** Where it stands. */
    public Place place() {
        return new Place(
                file, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1, Quote.plain(path));
    }

    /** The keys of the mapping here, in their order; none if it is none. */
    public Set<String> keys() {
        return entries().keySet();
    }

    /** The value of a key of the mapping here; of keys inwards, if there are several. */
    public Optional<ForeignYaml> at(String... keys) {
        Optional<ForeignYaml> found = Optional.of(this);
        for (String key : keys) {
            found = found.flatMap(outer -> Optional.ofNullable(outer.entries().get(key)));
        }
        return found;
    }

    /** The text of a key; empty if nothing, or something else, stands there. */
    public Optional<String> text(String... keys) {
        return at(keys).flatMap(ForeignYaml::text);
    }

    /** The text here, which is not blank. */
    public Optional<String> text() {
        return node instanceof ScalarNode scalar && !scalar.getValue().isBlank() && !isNull(scalar)
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    private static boolean isNull(ScalarNode scalar) {
        return scalar.isPlain() && Set.of("~", "null", "Null", "NULL").contains(scalar.getValue());
    }

    /** The entries of a list under a key; none if there is no list. */
    public List<ForeignYaml> items(String... keys) {
        List<ForeignYaml> items = new ArrayList<>();
        Optional<ForeignYaml> list = at(keys).filter(found -> found.node instanceof SequenceNode);
        list.ifPresent(found -> ((SequenceNode) found.node)
                .getValue()
                .forEach(entry -> items.add(new ForeignYaml(file, entry, found.path + "[" + items.size() + "]"))));
        return items;
    }

    private Map<String, ForeignYaml> entries() {
        if (!opened && node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    String inner = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
                    entries.putIfAbsent(key.getValue(), new ForeignYaml(file, tuple.getValueNode(), inner));
                }
            }
        }
        opened = true;
        return entries;
    }
}

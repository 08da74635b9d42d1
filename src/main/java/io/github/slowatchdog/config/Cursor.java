package io.github.slowatchdog.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A place in a file with what is written there. Reading gives a value or notes a problem at this place and gives nothing,
 * so that reading goes on and finds the next one.
 */
final class Cursor {

    private static final int LONGEST_TEXT = 16 * 1024;
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    /** What all places of one file share. */
    record Context(SourceFile file, Substitution substitution, Problems problems) {}

    private final Context context;
    private final Node node;
    private final String path;
    private Optional<Substitution.Filled> filled = Optional.empty();
    private boolean filledIn;

    private Cursor(Context context, Node node, String path) {
        this.context = context;
        this.node = node;
        this.path = path;
    }

    /** The whole of a file; empty, with problems noted, if it is no YAML. */
    static Optional<Cursor> root(SourceFile file, Substitution substitution, Problems problems) {
        return YamlTree.of(file, problems)
                .map(node -> new Cursor(new Context(file, substitution, problems), node, ""))
                .filter(Structure::check);
    }

    Cursor sibling(Node other) {
        return new Cursor(context, other, path);
    }

    Cursor entry(Node entry, int index) {
        return new Cursor(context, entry, path + "[" + index + "]");
    }

    Cursor under(Node value, String key) {
        return new Cursor(context, value, path.isEmpty() ? key : path + "." + key);
    }

    Node node() {
        return node;
    }

    SourceFile file() {
        return context.file();
    }

    String path() {
        return path;
    }

    /** What is written here, in words. */
    String kind() {
        return node instanceof MappingNode
                ? "a mapping"
                : node instanceof SequenceNode ? "a list" : isNothing() ? "nothing" : "text";
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** Whether nothing is written here, or YAML's word for it. */
    boolean isNothing() {
        return node instanceof ScalarNode scalar && scalar.isPlain() && NOTHING.contains(scalar.getValue());
    }

    /** The keys of the mapping here, of which the section's are known and all others a problem. */
    Optional<Fields> fields(Section section) {
        if (!(node instanceof MappingNode)) {
            return expected("a mapping", "write `key: value` lines with keys of: " + String.join(", ", section.keys()));
        }
        return Optional.of(Fields.open(this, section, entries()));
    }

    /**
     * The keys of the mapping here as {@link #fields(Section)}, but for those that begin with the prefix.
     *
     * @param free is given those
     */
    Optional<Fields> fieldsBeside(Section section, String prefix, BiConsumer<String, Entry> free) {
        if (!(node instanceof MappingNode)) {
            return fields(section);
        }
        Map<String, Entry> known = entries();
        Map<String, Entry> beside = new LinkedHashMap<>(known);
        beside.keySet().removeIf(key -> !key.startsWith(prefix));
        known.keySet().removeAll(beside.keySet());
        beside.forEach(free);
        return Optional.of(Fields.open(this, section, known));
    }

    /** A mapping whose keys are free; empty, with a problem noted, for anything else. */
    Map<String, Entry> freeKeys() {
        if (!(node instanceof MappingNode)) {
            expected("a mapping", "write `key: value` lines");
        }
        return entries();
    }

    /** A key with its value. */
    record Entry(Cursor key, Cursor value) {}

    private Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                // what is not here was noted by Structure
                if (tuple.getKeyNode() instanceof ScalarNode key
                        && !key.getValue().equals("<<")) {
                    entries.putIfAbsent(
                            key.getValue(), new Entry(sibling(key), under(tuple.getValueNode(), key.getValue())));
                }
            }
        }
        return entries;
    }

    /** The entries of the list here; none, with a problem noted, if it is no list or an empty one. */
    List<Cursor> items(String example) {
        if (!(node instanceof SequenceNode sequence)) {
            expected("a list", "write it as a list: " + example);
            return List.of();
        }
        if (sequence.getValue().isEmpty()) {
            wrong("the list is empty", "write at least one entry: " + example);
        }
        return elements();
    }

    /** The entries of the list here, which may have none; none if it is no list. */
    List<Cursor> elements() {
        List<Cursor> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                items.add(entry(item, items.size()));
            }
        }
        return items;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Whether the scalar here is written without quotes, so that {@code true} and {@code 5} are no text. */
    boolean isPlain() {
        return node instanceof ScalarNode scalar && scalar.isPlain();
    }

    /** The text here with environment and variables filled in, not stripped; may be empty only if it was quoted. */
    Optional<String> text() {
        if (!filledIn) {
            filledIn = true;
            filled = fill();
        }
        return filled.map(Substitution.Filled::text);
    }

    private Optional<Substitution.Filled> fill() {
        if (isNothing() || !(node instanceof ScalarNode scalar)) {
            return expected("text", "write one value behind the key");
        }
        try {
            Optional<Substitution.Filled> text = context.substitution().fill(scalar.getValue());
            return text.isPresent() && text.get().text().length() > LONGEST_TEXT
                    ? wrong("it is longer than 16 KiB", "write something shorter")
                    : text;
        } catch (Substitution.Unresolved e) {
            return wrong(String.valueOf(e.getMessage()), e.fix());
        }
    }

    /** Whether something is filled into a text here that is more than that. */
    boolean isMixed() {
        return node instanceof ScalarNode scalar && Substitution.isMixed(scalar.getValue());
    }

    /** Whether a value of the environment was filled in, which must not be shown. */
    boolean isFromEnvironment() {
        return text().isPresent()
                && filled.filter(Substitution.Filled::fromEnvironment).isPresent();
    }

    /** The text here for a message, in quotes; never a value of the environment. Not for secrets. */
    String shown() {
        String written = node instanceof ScalarNode scalar ? scalar.getValue() : kind();
        return isFromEnvironment()
                ? Quote.of(written) + " (filled in from the environment)"
                : Quote.of(text().orElse(written));
    }

    /** The text here as something else; a problem "X is not {@code what}" where the parser gives nothing. */
    <T> Optional<T> parse(String what, String fix, Function<String, Optional<T>> parser) {
        return text().flatMap(text -> {
            Optional<T> value = parser.apply(text);
            return value.isPresent() ? value : wrong(shown() + " is not " + what, fix);
        });
    }

    private <T> Optional<T> expected(String what, String fix) {
        return wrong(isNothing() ? "a value is missing" : "expected " + what + ", found " + kind(), fix);
    }

    /** Notes a problem here; gives nothing, of whatever type is asked for. */
    <T> Optional<T> wrong(String what, String fix) {
        context.problems().add(new Problem(file().shown(), line(), column(), path, what, fix));
        return Optional.empty();
    }

    /** The value of a key of the mapping here, or the entry of the list here that has this number; empty if there is none. */
    Optional<Cursor> inside(String key) {
        if (node instanceof SequenceNode sequence) {
            return java.util.stream.IntStream.range(0, sequence.getValue().size())
                    .filter(index -> Integer.toString(index).equals(key))
                    .mapToObj(index -> entry(sequence.getValue().get(index), index))
                    .findFirst();
        }
        return Optional.ofNullable(entries().get(key)).map(Entry::value);
    }

    /** This place, for others. */
    Place where() {
        return new Place(file().shown(), line(), column(), Quote.plain(path));
    }

    /** {@code file:line:column}. */
    String place() {
        return where().toString();
    }

    /** This place, to be kept for what turns out later. */
    PlanStep.Place kept() {
        return new PlanStep.Place(file().shown(), line(), column(), path);
    }

    private int line() {
        return node.getStartMark().getLine() + 1;
    }

    private int column() {
        return node.getStartMark().getColumn() + 1;
    }

    /** Whether this place comes after the other in the same file. */
    boolean isAfter(Cursor other) {
        return node.getStartMark().getIndex() > other.node.getStartMark().getIndex();
    }
}

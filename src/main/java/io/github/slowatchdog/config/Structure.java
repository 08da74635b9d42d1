package io.github.slowatchdog.config;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * What holds for every mapping whatever its meaning: keys are text and stand once, no tags, no merge keys, nothing inside
 * itself, and not much larger with its aliases written out. Each node is looked at once, however often aliases name it.
 */
final class Structure {

    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.MAP, Tag.SEQ);

    /** Characters and nodes, each alias written out: whoever walks the tree meets all of them. Without aliases no file has as many. */
    private static final long LARGEST = 4L * 1024 * 1024;

    /** The size of what was looked at; -1 while it is being looked at. */
    private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();

    private boolean endless;

    private Structure() {}

    /** Notes all problems; false if the tree contains itself, or far too much, and must not be walked. */
    static boolean check(Cursor root) {
        Structure structure = new Structure();
        boolean small = structure.visit(root) <= LARGEST;
        if (!small) {
            root.wrong("with its aliases (*) written out it is larger than 4 MiB", "name fewer values by aliases");
        }
        return small && !structure.endless;
    }

    private long visit(Cursor at) {
        Node node = at.node();
        Long known = sizes.get(node);
        if (known != null) {
            if (known < 0) {
                endless = true;
                at.wrong("an alias (*) stands inside its own anchor (&)", "write the value out");
            }
            return Math.max(known, 0);
        }
        sizes.put(node, -1L);
        long size = 1;
        if (!PLAIN.contains(node.getTag())) {
            at.wrong("tags are not allowed", "remove the word that starts with !, or put the text in quotes");
        }
        if (node instanceof MappingNode mapping) {
            size += mapping(at, mapping.getValue());
        } else if (node instanceof ScalarNode scalar) {
            size += scalar.getValue().length();
        } else if (node instanceof SequenceNode sequence) {
            List<Node> entries = sequence.getValue();
            for (int i = 0; i < entries.size(); i++) {
                size += visit(at.entry(entries.get(i), i));
            }
        }
        size = Math.min(size, LARGEST + 1);
        sizes.put(node, size);
        return size;
    }

    private long mapping(Cursor at, List<NodeTuple> tuples) {
        long size = 0;
        Map<String, Cursor> first = new HashMap<>();
        for (NodeTuple tuple : tuples) {
            Cursor key = at.sibling(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                key.wrong("a key must be text, not " + key.kind(), "write `key: value`");
                continue;
            }
            String name = scalar.getValue();
            Cursor before = first.putIfAbsent(name, key);
            if (name.equals("<<")) {
                key.wrong("merge keys (<<) are not allowed", "write the keys out");
            } else if (before != null) {
                key.wrong("duplicate key " + Quote.of(name) + ", first at " + before.place(), "keep one of the two");
            }
            size += name.length() + visit(at.under(tuple.getValueNode(), name));
        }
        return size;
    }
}

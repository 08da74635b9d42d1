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
 * itself. Each node is looked at once, however often aliases name it.
 */
final class Structure {

    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.MAP, Tag.SEQ);

    private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();
    private boolean endless;

    private Structure() {}

    /** Notes all problems; false if the tree contains itself and must not be walked. */
    static boolean check(Cursor root) {
        Structure structure = new Structure();
        structure.visit(root);
        return !structure.endless;
    }

    private void visit(Cursor at) {
        Node node = at.node();
        Boolean isOpen = open.get(node);
        if (isOpen != null) {
            if (isOpen) {
                endless = true;
                at.wrong("an alias (*) stands inside its own anchor (&)", "write the value out");
            }
            return;
        }
        open.put(node, true);
        if (!PLAIN.contains(node.getTag())) {
            at.wrong("tags are not allowed", "remove the word that starts with !, or put the text in quotes");
        }
        if (node instanceof MappingNode mapping) {
            mapping(at, mapping.getValue());
        } else if (node instanceof SequenceNode sequence) {
            List<Node> entries = sequence.getValue();
            for (int i = 0; i < entries.size(); i++) {
                visit(at.entry(entries.get(i), i));
            }
        }
        open.put(node, false);
    }

    private void mapping(Cursor at, List<NodeTuple> tuples) {
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
            visit(at.under(tuple.getValueNode(), name));
        }
    }
}

package io.github.slowatchdog.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Text to YAML nodes, with limits on what a hostile or broken file can cost. Nodes, because only they know their place. */
final class YamlTree {

    private static final int DEEPEST = 32;
    private static final int MOST_ALIASES = 50;

    /** Takes every plain scalar as the text that was written: {@code off} is not false, and {@code 1:30} is not 90. */
    private static final class TextOnly extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // none
        }
    }

    private YamlTree() {}

    /** The root node; empty, with a problem noted, if the text is no YAML, or empty, or more than one document. */
    static Optional<Node> of(SourceFile file, Problems problems) {
        return YamlText.of(file, problems).flatMap(text -> compose(text, file, problems));
    }

    /** The root nodes of all documents of a file of somebody else; none, with a problem noted, if the text is no YAML, or empty. */
    static List<Node> all(SourceFile file, Problems problems) {
        return YamlText.of(file, problems)
                .flatMap(text -> guarded(file, problems, () -> {
                    List<Node> roots = new ArrayList<>();
                    for (Node root : yaml().composeAll(new StringReader(text))) {
                        if (hasContent(root)) {
                            roots.add(root);
                        }
                    }
                    return Optional.of(roots).filter(some -> !some.isEmpty());
                }))
                .orElse(List.of());
    }

    private static Optional<Node> compose(String text, SourceFile file, Problems problems) {
        return guarded(
                file,
                problems,
                () -> Optional.ofNullable(yaml().compose(new StringReader(text)))
                        .filter(YamlTree::hasContent));
    }

    private static boolean hasContent(Node root) {
        return !(root instanceof ScalarNode scalar && scalar.getValue().isEmpty());
    }

    /** What the parser gives; nothing, with a problem noted, if it gives nothing or cannot read the text. */
    private static <T> Optional<T> guarded(SourceFile file, Problems problems, Supplier<Optional<T>> parser) {
        try {
            Optional<T> parsed = parser.get();
            if (parsed.isPresent()) {
                return parsed;
            }
            problems.add(new Problem(file.shown(), 1, 1, "", "it is empty", "write a mapping of keys and values"));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            boolean placed = mark != null;
            problems.add(why(String.valueOf(e.getProblem()))
                    .at(file, placed ? mark.getLine() + 1 : 1, placed ? mark.getColumn() + 1 : 1));
        } catch (YAMLException e) {
            problems.add(why(String.valueOf(e.getMessage())).at(file, 1, 1));
        } catch (RuntimeException | StackOverflowError e) {
            // whatever the parser trips over, it is the file that it cannot read
            problems.add(why("the parser cannot read it").at(file, 1, 1));
        }
        return Optional.empty();
    }

    private static Yaml yaml() {
        LoaderOptions limits = new LoaderOptions();
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(limits), new Representer(unused), unused, limits, new TextOnly());
    }

    /** What is wrong with the text as YAML, without quoting it: it may be a password without quotes. */
    private record Why(String what, String fix) {
        Problem at(SourceFile file, int line, int column) {
            return new Problem(file.shown(), line, column, "", "not YAML: " + what, fix);
        }
    }

    private static Why why(String parserSays) {
        if (parserSays.contains("undefined alias")) {
            return new Why("an alias (*) names no anchor (&) before it", "put text that starts with * in quotes");
        }
        if (parserSays.contains("tag")) {
            return new Why("a tag (!) cannot be read", "put text that starts with ! in quotes");
        }
        if (parserSays.contains("Nesting Depth")) {
            return new Why("it is nested more than " + DEEPEST + " deep", "write it flatter");
        }
        if (parserSays.contains("Number of aliases")) {
            return new Why("it has more than " + MOST_ALIASES + " aliases (*)", "write the values out");
        }
        if (parserSays.contains("another document")) {
            return new Why("it holds more than one document", "write one file for each");
        }
        return new Why(
                parserSays,
                "look at this line and the one before: indentation by spaces, quotes and brackets closed,"
                        + " text with : # { [ * & ! | > % @ ` in quotes");
    }
}

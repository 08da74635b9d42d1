package io.github.slowatchdog.config;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
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

    private static Optional<Node> compose(String text, SourceFile file, Problems problems) {
        try {
            Node root = yaml().compose(new StringReader(text));
            if (root != null) {
                return Optional.of(root);
            }
            problems.add(new Problem(file.shown(), 1, 1, "", "it is empty", "write a mapping of keys and values"));
        } catch (MarkedYAMLException e) {
            problems.add(broken(file, e.getProblemMark(), why(String.valueOf(e.getProblem()))));
        } catch (YAMLException e) {
            problems.add(broken(file, null, why(String.valueOf(e.getMessage()))));
        } catch (RuntimeException | StackOverflowError e) {
            // whatever the parser trips over, it is the file that it cannot read
            problems.add(broken(file, null, "it cannot be parsed"));
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

    private static Problem broken(SourceFile file, @org.jspecify.annotations.Nullable Mark mark, String why) {
        return new Problem(
                file.shown(),
                mark == null ? 1 : mark.getLine() + 1,
                mark == null ? 1 : mark.getColumn() + 1,
                "",
                "not YAML: " + why,
                "look at this line and the one before: indentation by spaces, quotes and brackets closed,"
                        + " text with : # { [ * & ! | > % @ ` in quotes");
    }

    /** The parser's reason, unless it quotes the file: that may be a piece of a password without quotes. */
    private static String why(String problem) {
        if (problem.contains("alias") && problem.contains("undefined")) {
            return "an alias (*) names no anchor (&) before it";
        }
        if (problem.startsWith("found undefined tag") || problem.contains("tag handle")) {
            return "a tag (!) is not known";
        }
        if (problem.contains("Nesting Depth")) {
            return "it is nested more than " + DEEPEST + " deep";
        }
        if (problem.contains("Number of aliases")) {
            return "it has more than " + MOST_ALIASES + " aliases (*)";
        }
        if (problem.contains("expected a single document") || problem.contains("but found another document")) {
            return "it holds more than one document";
        }
        return problem;
    }
}

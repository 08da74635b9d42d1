package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.slowatchdog.shipped.Snippets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** Every command line in the documents is one that we take. */
class DocumentCommandsTest {

    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*(?:\\$ |- run: |- )?(?:bin/)?slo-watchdog ((?:[a-z].*\\\\\n)*[a-z].*)$");
    private static final Pattern INLINE = Pattern.compile("`(?:bin/)?slo-watchdog ([a-z][^`]*)`");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final Pattern OPTION = Pattern.compile("(?<=[\\s\\[])--[a-z-]+");

    /** What a shell does with the rest, or a remark behind at least two blanks. */
    private static final Pattern REST = Pattern.compile(" +(?:>>?|[|&;#]|  ).*$", Pattern.DOTALL);

    /** Words of the launcher, which the program does not know. */
    private static final List<String> LAUNCHER = List.of("archive-classes");

    private final CommandLine program = Main.commandLine();

    @Test
    void lines_to_be_typed_can_be_parsed() {
        List<String> lines = new ArrayList<>();
        Snippets.all()
                .forEach(snippet -> LINE.matcher(snippet.text())
                        .results()
                        .map(line -> line.group(1).replace("\\\n", " "))
                        .filter(line -> !line.contains("[--") && !line.contains("..."))
                        .forEach(line -> lines.add(REST.matcher(line).replaceFirst(""))));

        assertThat(lines)
                .hasSizeGreaterThan(30)
                .allSatisfy(line -> assertThatCode(() -> program.parseArgs(words(line)))
                        .as("slo-watchdog " + line)
                        .doesNotThrowAnyException());
    }

    @Test
    void commands_and_options_in_sentences_exist() {
        List<String> mentions = new ArrayList<>();
        Snippets.documents()
                .forEach(document -> INLINE.matcher(Snippets.text(document))
                        .results()
                        .map(found -> found.group(1))
                        .filter(mention -> LAUNCHER.stream().noneMatch(mention::startsWith))
                        .forEach(mentions::add));

        assertThat(mentions).hasSizeGreaterThan(30).allSatisfy(mention -> {
            CommandLine command = program;
            for (String word : words(mention)) {
                CommandLine below = command.getSubcommands().get(word);
                if (below == null) {
                    break;
                }
                command = below;
            }
            assertThat(command.getParent()).as("a command: " + mention).isNotNull();
            Matcher options = OPTION.matcher(mention);
            while (options.find()) {
                assertThat(command.getCommandSpec().optionsMap()).as(mention).containsKey(options.group());
            }
        });
    }

    @Test
    void arguments_of_containers_can_be_parsed() {
        List<String[]> found = new ArrayList<>();
        Snippets.all().stream()
                .filter(snippet -> snippet.language().equals("yaml"))
                .forEach(snippet -> new Yaml(new SafeConstructor(new LoaderOptions()))
                        .loadAll(snippet.text())
                        .forEach(tree -> containers(tree, found)));

        assertThat(found)
                .isNotEmpty()
                .allSatisfy(arguments -> assertThatCode(() -> program.parseArgs(arguments))
                        .as(String.join(" ", arguments))
                        .doesNotThrowAnyException());
    }

    private static void containers(Object tree, List<String[]> found) {
        if (tree instanceof Map<?, ?> map) {
            if (String.valueOf(map.get("image")).startsWith("slo-watchdog")
                    && map.get("args") instanceof List<?> args) {
                found.add(args.stream().map(String::valueOf).toArray(String[]::new));
            }
            map.values().forEach(value -> containers(value, found));
        } else if (tree instanceof List<?> list) {
            list.forEach(value -> containers(value, found));
        }
    }

    private static String[] words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .toArray(String[]::new);
    }
}

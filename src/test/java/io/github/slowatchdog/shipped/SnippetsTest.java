package io.github.slowatchdog.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.ConfigLoader;
import io.github.slowatchdog.config.Loaded;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The YAML in the documents is YAML, and what is a configuration or a rule file of ours loads. */
class SnippetsTest {

    private static final Pattern SECRET = Pattern.compile("/run/secrets/([a-z-]+)");
    private static final Pattern RULES = Pattern.compile("# (rules/[a-z-]+\\.yaml)\n");

    @TempDir
    Path directory;

    @Test
    void every_piece_of_yaml_can_be_read() {
        assertThat(yaml())
                .hasSizeGreaterThan(20)
                .allSatisfy(snippet -> assertThat(parsed(snippet)).isNotEmpty());
    }

    /** Of a part of a configuration its sections stand in place of those of the smallest one that is shipped. */
    @Test
    void every_configuration_loads() throws IOException {
        Set<String> keys = new JsonObject(Files.readString(Path.of("docs/schema/config.schema.json")))
                .getJsonObject("properties")
                .fieldNames();
        int loaded = 0;
        for (Snippets.Snippet snippet : yaml()) {
            for (Object tree : parsed(snippet)) {
                if (tree instanceof Map<?, ?> map && keys.containsAll(map.keySet())) {
                    writeRules(snippet.document());
                    assertLoads(snippet.toString(), merged(map, snippet.text()));
                    loaded++;
                }
            }
        }
        assertThat(loaded).isGreaterThan(9);
    }

    @Test
    void every_rule_file_loads() throws IOException {
        int loaded = 0;
        for (Snippets.Snippet snippet : yaml()) {
            for (Object tree : parsed(snippet)) {
                if (tree instanceof Map<?, ?> map
                        && String.valueOf(map.get("groups")).contains("objectives=")) {
                    Files.createDirectories(directory.resolve("rules"));
                    Files.writeString(directory.resolve("rules/one.yaml"), snippet.text());
                    assertLoads(snippet.toString(), merged(Map.of("rules", 0), "rules: [../rules/one.yaml]\n"));
                    loaded++;
                }
            }
        }
        assertThat(loaded).isGreaterThan(2);
    }

    private void assertLoads(String name, String configuration) throws IOException {
        String text = configuration.replace("/run/secrets/", directory + "/");
        Matcher secrets = SECRET.matcher(configuration);
        while (secrets.find()) {
            Files.writeString(directory.resolve(secrets.group(1)), "a secret");
        }
        Files.createDirectories(directory.resolve("config"));
        Path file = Files.writeString(directory.resolve("config/watchdog.yaml"), text);
        Loaded loaded = ConfigLoader.load(file, Optional.empty(), variable -> Optional.empty());
        assertThat(loaded).as(name + "\n" + loaded).isInstanceOf(Loaded.Ok.class);
    }

    /** Where configurations look for them: the rule files that the document shows under a name, else the shipped ones. */
    private void writeRules(Path document) throws IOException {
        Path rules = Files.createDirectories(directory.resolve("rules"));
        try (Stream<Path> earlier = Files.list(rules)) {
            for (Path file : earlier.toList()) {
                Files.delete(file);
            }
        }
        boolean shown = false;
        for (Snippets.Snippet snippet : yaml()) {
            Matcher name = RULES.matcher(snippet.text());
            if (snippet.document().equals(document) && name.lookingAt()) {
                Files.writeString(directory.resolve(name.group(1)), snippet.text());
                shown = true;
            }
        }
        if (!shown) {
            Files.copy(Path.of("rules/vanta-bot.yaml"), rules.resolve("vanta-bot.yaml"));
        }
    }

    private static String merged(Map<?, ?> snippet, String text) throws IOException {
        Map<String, Object> base = new LinkedHashMap<>(new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("config/quickstart.yaml"))));
        base.keySet().removeAll(snippet.keySet());
        return (base.isEmpty() ? "" : new Yaml().dump(base)) + "\n" + text;
    }

    private static List<Snippets.Snippet> yaml() {
        return Snippets.all().stream()
                .filter(snippet -> snippet.language().equals("yaml"))
                .toList();
    }

    private static List<Object> parsed(Snippets.Snippet snippet) {
        List<Object> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(new LoaderOptions()))
                .loadAll(snippet.text())
                .forEach(documents::add);
        return documents;
    }
}

package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The JSON schemas for editors, docs/schema: they are what the loader and its tables say, they take every file that the loader
 * takes, and refuse what it refuses for its shape. Run with {@code -Dgolden.write=true} to write them anew.
 */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class JsonSchemaTest {

    private static final Path CANNOT_TELL = Loading.RESOURCES.resolve("schema-cannot-tell.txt");
    private static final Pattern EXAMPLE =
            Pattern.compile("(?s)```yaml\n# (?:config|rules)/.*?```|```yaml\n# plan.*?```");

    /** What the loader says of a value that has another shape, or of keys: all of it a schema can tell, too. */
    private static final Pattern SHAPE = Pattern.compile("expected (a mapping|a list|text), found .*|a value is missing"
            + "|(unknown|missing) key .*|.* is not one of .*|.* is not (true or false|a duration|a whole number.*)");

    @TempDir
    Path directory;

    /** A kind of file, with the directories that hold some. */
    enum Kind {
        CONFIG(Section.CONFIGURATION, "configuration file of slo-watchdog", "config", "config"),
        RULES(Section.RULES, "rule file of slo-watchdog", "rules", "rules"),
        PLAN(Section.PLAN, "plan of slo-watchdog", "config/plans", "plans");

        private final Section root;
        private final String title;
        private final Path shipped;
        private final Path fixtures;

        Kind(Section root, String title, String shipped, String fixtures) {
            this.root = root;
            this.title = title;
            this.shipped = Path.of(shipped);
            this.fixtures = Loading.RESOURCES.resolve(fixtures);
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        JsonObject schema() {
            return SchemaWriter.of(root, title);
        }

        Path file() {
            return Path.of("docs/schema/" + word() + ".schema.json");
        }

        /** @param output how much it says; {@code Flag} only whether a file is valid, which is quicker */
        Validator validator(OutputFormat output) {
            return Validator.create(
                    JsonSchema.of(new JsonObject(schema().encode())),
                    new JsonSchemaOptions()
                            .setDraft(Draft.DRAFT7)
                            .setBaseUri("https://example.org/")
                            .setOutputFormat(output));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_file_is_what_the_loader_and_its_tables_say(Kind kind) throws IOException {
        String text = kind.schema().encodePrettily() + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(kind.file().getParent());
            Files.writeString(kind.file(), text);
        }
        assertThat(kind.file())
                .as("a key was added or changed: write the schema anew with"
                        + " mvn test -Dtest=JsonSchemaTest -Dgolden.write=true, and commit it")
                .content()
                .isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    void every_shipped_file_and_every_key_is_valid(Kind kind) throws IOException {
        Validator validator = kind.validator(OutputFormat.Basic);
        List<Path> files = new ArrayList<>(yaml(kind.shipped, ""));
        files.addAll(yaml(kind.fixtures, "everything"));
        files.addAll(yaml(kind.fixtures, "minimal"));
        assertThat(files)
                .hasSizeGreaterThan(2)
                .allSatisfy(file -> assertThat(complaints(validator, file))
                        .as(file.toString())
                        .isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void every_shipped_file_names_its_schema(Kind kind) throws IOException {
        for (Path file : yaml(kind.shipped, "")) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .startsWith("# yaml-language-server: $schema=" + kind.shipped.relativize(kind.file()) + "\n");
        }
    }

    @Test
    void every_example_of_the_documents_is_valid() throws IOException {
        String documents =
                Files.readString(Path.of("docs/configuration.md")) + Files.readString(Path.of("docs/plans.md"));
        List<String> examples = EXAMPLE.matcher(documents)
                .results()
                .map(MatchResult::group)
                .map(example -> example.replaceAll("```(yaml\n)?", ""))
                .toList();
        assertThat(examples).hasSize(3);
        for (String example : examples) {
            Kind kind = example.startsWith("# config")
                    ? Kind.CONFIG
                    : example.startsWith("# rules") ? Kind.RULES : Kind.PLAN;
            Path file = Files.writeString(directory.resolve("example.yaml"), example);
            assertThat(complaints(kind.validator(OutputFormat.Basic), file)).isEmpty();
        }
    }

    /** The fixtures that the loader refuses: what the schema lets through is listed, so that it is known. */
    @Test
    void what_the_loader_refuses_and_the_schema_cannot_tell_is_listed() throws IOException {
        StringBuilder passed = new StringBuilder();
        for (Kind kind : Kind.values()) {
            Validator validator = kind.validator(OutputFormat.Flag);
            for (Path file : yaml(kind.fixtures, "invalid-")) {
                Optional<Object> tree = CoreYaml.read(file);
                if (tree.isPresent() && validator.validate(tree.get()).getValid()) {
                    passed.append(kind.word())
                            .append('/')
                            .append(file.getFileName())
                            .append('\n');
                }
            }
        }
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(CANNOT_TELL, passed);
        }
        assertThat(CANNOT_TELL).content().isEqualTo(passed.toString());
    }

    /** Every value of a file with every key, replaced by others: an editor marks nothing that loads, and no shape is missed. */
    @ParameterizedTest
    @EnumSource
    void the_schema_agrees_with_the_loader_on_every_key(Kind kind) throws IOException {
        Validator validator = kind.validator(OutputFormat.Flag);
        Path place = copy(kind);
        JsonObject whole = (JsonObject)
                CoreYaml.read(kind.fixtures.resolve("everything.yaml")).orElseThrow();
        Set<String> replaceable = Stream.of(Section.values())
                .flatMap(section -> KeyTables.rows(section).stream())
                .filter(KeyTables.Row::hasStandIn)
                .map(row -> "missing key \"" + row.key() + "\"")
                .collect(Collectors.toSet());
        int refused = 0;
        for (Mutant mutant : Mutant.of(whole, kind != Kind.CONFIG)) {
            Files.writeString(place, mutant.text());
            List<Problem> problems = load(kind, place);
            boolean valid = validator.validate(mutant.tree()).getValid();
            if (mutant.what().contains(" has only the entry ")) {
                assertThat(problems).as(mutant.what()).isEmpty();
            }
            if (!valid) {
                refused++;
                assertThat(problems)
                        .as("the schema refuses what the loader takes: " + mutant)
                        .isNotEmpty();
            } else {
                assertThat(problems.stream()
                                .filter(problem -> problem.place().contains("/" + kind.fixtures.getFileName() + "/"))
                                .map(Problem::what)
                                .filter(what -> !replaceable.contains(what)))
                        .as("the loader refuses a shape that the schema takes: " + mutant)
                        .noneMatch(SHAPE.asMatchPredicate());
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    /** The fixtures of every key, in a directory of their own; the path of the one to be written over. */
    private Path copy(Kind kind) throws IOException {
        for (String name : List.of("config", "config/secrets", "rules", "plans", "plans/secrets")) {
            Files.createDirectories(directory.resolve(name));
            try (Stream<Path> files = Files.list(Loading.RESOURCES.resolve(name))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(one -> !one.getFileName().toString().startsWith("invalid-"))
                        .toList()) {
                    Files.copy(
                            file,
                            directory.resolve(name).resolve(file.getFileName().toString()));
                }
            }
        }
        if (kind == Kind.CONFIG) {
            Files.copy(
                    directory.resolve("rules/minimal.yaml"),
                    directory.resolve("rules/everything.yaml"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return directory.resolve(kind.fixtures.getFileName() + "/everything.yaml");
    }

    private List<Problem> load(Kind kind, Path file) {
        if (kind == Kind.PLAN) {
            List<Problem> problems = new ArrayList<>();
            PlanLoader.load(
                    file,
                    new PlanLoader.Given(Map.of(), Optional.empty()),
                    name -> Optional.ofNullable(Loading.ENVIRONMENT.get(name)),
                    problems::add);
            return problems;
        }
        return Loading.load(directory.resolve("config/everything.yaml")) instanceof Loaded.Invalid invalid
                ? invalid.problems()
                : List.of();
    }

    private static List<Path> yaml(Path directory, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> complaints(Validator validator, Path file) {
        var result = validator.validate(CoreYaml.read(file).orElseThrow());
        return result.getValid()
                ? List.of()
                : result.getErrors().stream()
                        .map(error -> error.getInstanceLocation() + ": " + error.getError())
                        .toList();
    }
}

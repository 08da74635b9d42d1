package io.github.slowatchdog.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.cli.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** A plan of {@code config/plans} as a person runs it, who gives a word for whatever asks for one. */
public final class ShippedPlan {

    private static final Path DIRECTORY = Path.of("config/plans");

    private final Path file;
    private final List<String> arguments = new ArrayList<>();

    private ShippedPlan(Path file) {
        this.file = file;
        arguments.addAll(List.of("verify", file.toString()));
        all(file).stream()
                .filter(step -> step.containsKey("attest"))
                .forEach(step -> with("--attest", step.get("name") + "=Alice, ticket 4711"));
    }

    public static ShippedPlan of(String name) {
        return new ShippedPlan(DIRECTORY.resolve(name + ".yaml"));
    }

    /** Every shipped plan. */
    static List<Path> files() {
        try (Stream<Path> plans = Files.list(DIRECTORY)) {
            return plans.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all its steps. */
    static List<String> steps(Path file) {
        return all(file).stream().map(step -> String.valueOf(step.get("name"))).toList();
    }

    private static List<Map<String, Object>> all(Path file) {
        try {
            Map<String, Object> plan = new Yaml().load(Files.readString(file));
            return Stream.of("steps", "on_failure", "finally")
                    .flatMap(part -> ((List<?>) plan.getOrDefault(part, List.of())).stream())
                    .map(step -> {
                        Map<String, Object> named = new java.util.LinkedHashMap<>();
                        ((Map<?, ?>) step).forEach((key, value) -> named.put(String.valueOf(key), value));
                        return named;
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value for a variable of the plan. */
    public ShippedPlan var(String name, Object value) {
        return with("--var", name + "=" + value);
    }

    public ShippedPlan with(String option, Object value) {
        arguments.addAll(List.of(option, value.toString()));
        return this;
    }

    public Terminal run() {
        return new Terminal().run(arguments.toArray(String[]::new));
    }

    /** All of it passes. */
    public void passes() {
        Terminal ended = run();
        assertThat(ended.exit()).as(file + "\n" + ended.out() + ended.err()).isZero();
    }

    /** It fails, and these lines say where. */
    public void fails(String... lines) {
        ends(1, lines);
    }

    /** It ends so, and has these lines. */
    public void ends(int exit, String... lines) {
        Terminal ended = run();
        assertThat(ended.exit()).as(file + "\n" + ended.out() + ended.err()).isEqualTo(exit);
        assertThat(ended.out()).contains(lines);
    }
}

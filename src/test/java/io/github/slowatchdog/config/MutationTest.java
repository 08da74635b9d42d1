package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Valid files, broken at random in many ways: always an answer, always with a place, never a secret. */
class MutationTest {

    private static final int ROUNDS = 500;
    private static final String ODD = "{}[],:#&*!|>'\"%@`-?$~\\\t \u00fc\uD83D\uDE00";

    @TempDir
    Path directory;

    @Test
    void alwaysAnAnswer() throws IOException {
        List<String> configuration = Files.readString(Loading.RESOURCES.resolve("config/everything.yaml"))
                .replace("../rules/everything.yaml", "rules.yaml")
                .replace("password_file: secrets/redis-password", "password: hunter2-redis")
                .replace("url: rediss://localhost", "url: rediss://:hunter2-url@localhost")
                .replace(
                        " secrets/",
                        " " + Loading.RESOURCES.resolve("config/secrets").toAbsolutePath() + "/")
                .lines()
                .toList();
        List<String> rules = Files.readAllLines(Loading.RESOURCES.resolve("rules/everything.yaml"));
        Random random = new Random(42);
        int valid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            boolean first = random.nextBoolean();
            List<String> one = first ? mutated(configuration, random) : configuration;
            List<String> other = first ? rules : mutated(rules, random);
            Files.write(directory.resolve("watchdog.yaml"), one);
            Files.write(directory.resolve("rules.yaml"), other);
            Loaded loaded = Loading.load(directory.resolve("watchdog.yaml"));
            assertThat(loaded.toString()).as("round %s", round).doesNotContain("hunter2");
            if (loaded instanceof Loaded.Invalid invalid) {
                assertThat(invalid.problems()).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.line()).isBetween(1, 200);
                    assertThat(problem.column()).isPositive();
                    assertThat(problem.what()).isNotBlank();
                    assertThat(problem.fix()).isNotBlank();
                    assertThat(problem.toString().lines()).hasSize(2);
                });
            } else {
                valid++;
            }
        }
        assertThat(valid).as("most mutations are found").isLessThan(ROUNDS / 2);
    }

    private static List<String> mutated(List<String> lines, Random random) {
        List<String> result = new ArrayList<>(lines);
        for (int times = 1 + random.nextInt(3); times > 0 && !result.isEmpty(); times--) {
            int at = random.nextInt(result.size());
            String line = result.get(at);
            switch (random.nextInt(6)) {
                case 0 -> result.remove(at);
                case 1 -> result.add(random.nextInt(result.size()), line);
                case 2 -> result.set(at, line.substring(0, random.nextInt(line.length() + 1)));
                case 3 -> result.set(at, garbled(line, random));
                case 4 -> result.set(at, "  " + line);
                default ->
                    result.set(
                            at,
                            line.replaceFirst(
                                    ":.*", ": " + java.util.regex.Matcher.quoteReplacement(garbled("0s", random))));
            }
        }
        return result;
    }

    private static String garbled(String line, Random random) {
        int at = random.nextInt(line.length() + 1);
        int odd = ODD.codePointAt(ODD.offsetByCodePoints(0, random.nextInt(ODD.codePointCount(0, ODD.length()))));
        String tail = line.substring(Math.min(line.length(), at + random.nextInt(2)));
        return line.substring(0, at) + Character.toString(odd) + tail;
    }
}

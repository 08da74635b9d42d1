package io.github.slowatchdog.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The short form of {@code bench/fuzz}: what each fuzz target starts from, and what it once found a mistake with, through its laws in each
 * build. The fuzzer itself does not run here, since it rewrites classes as they are loaded.
 */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class SeedsTest {

    private static final Path SOURCES = Path.of("src/test/java");
    private static final Path RESOURCES = Path.of("src/test/resources");
    /** All of them together: a corpus is kept for what it reaches, not for its size. */
    private static final long MOST_BYTES = 1024 * 1024;

    @TestFactory
    List<DynamicNode> everyLawHoldsForEverySeed() throws Exception {
        List<DynamicNode> tests = new ArrayList<>();
        for (Path source : files(SOURCES, "Fuzz.java")) {
            String path = SOURCES.relativize(source).toString().replace(".java", "");
            Class<?> target = Class.forName(path.replace('/', '.'));
            for (Method law : target.getDeclaredMethods()) {
                if (law.isAnnotationPresent(FuzzTest.class)) {
                    String name = target.getSimpleName() + "." + law.getName();
                    for (Path seed : files(RESOURCES.resolve(path + "Inputs").resolve(law.getName()), "")) {
                        tests.add(DynamicTest.dynamicTest(
                                name + " " + seed.getFileName(),
                                seed.toUri(),
                                () -> hold(target, law, Files.readAllBytes(seed))));
                    }
                    Path kept = RESOURCES.resolve(path + "Inputs").resolve(law.getName() + ".kept");
                    if (Files.exists(kept)) {
                        tests.add(DynamicTest.dynamicTest(name + " kept", () -> holdAll(target, law, kept)));
                    }
                }
            }
        }
        return tests;
    }

    @TestFactory
    DynamicTest theSeedsAreSmall() {
        return DynamicTest.dynamicTest("the seeds are small", () -> {
            long bytes = 0;
            for (Path seed : files(RESOURCES, "")) {
                bytes += seed.toString().contains("FuzzInputs") ? Files.size(seed) : 0;
            }
            assertThat(bytes).isLessThan(MOST_BYTES);
        });
    }

    /** What {@code bench/fuzz --keep} has kept: one input a line. */
    private static void holdAll(Class<?> target, Method law, Path kept) throws Throwable {
        for (String line : Files.readAllLines(kept)) {
            hold(target, law, Base64.getDecoder().decode(line));
        }
    }

    private static void hold(Class<?> target, Method law, byte[] input) throws Throwable {
        Constructor<?> constructor = target.getDeclaredConstructor();
        constructor.setAccessible(true);
        law.setAccessible(true);
        try {
            law.invoke(constructor.newInstance(), (Object) input);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static List<Path> files(Path root, String end) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(end))
                    .sorted()
                    .toList();
        }
    }
}

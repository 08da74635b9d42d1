package io.github.slowatchdog.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** If a file or a method outgrows this, an idea in it wants a name of its own. */
class SizeTest {

    private static final int FILE = 350;
    private static final int METHOD = 40;
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");

    /** Each with its reason. */
    private static final Map<String, String> LONG_FILES =
            Map.of("DemoBot.java", "started as a single source file, without a build");

    /** Each with its reason. */
    private static final Map<String, String> LONG_METHODS =
            Map.of("DataParser.java element", "one pass over the members of an element, then what it must have");

    @Test
    void filesStayReadableInOneSitting() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : Stream.concat(sources(MAIN), sources(TEST)).toList()) {
            int lines = Files.readAllLines(file).size();
            if (lines > FILE && !LONG_FILES.containsKey(name(file))) {
                tooLong.add(file + ": " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void mostFilesAreSmall() throws IOException {
        List<Integer> lines = new ArrayList<>();
        for (Path file : sources(MAIN).toList()) {
            lines.add(Files.readAllLines(file).size());
        }
        lines.sort(null);
        assertThat(lines.get(lines.size() / 2)).as("median of lines").isLessThan(90);
        assertThat(lines.get(lines.size() * 9 / 10)).as("nine in ten").isLessThan(220);
    }

    @Test
    void methodsStayReadableAtAGlance() throws IOException {
        List<String> tooLong = new ArrayList<>();
        JavaCompiler compiler =
                Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "the tests need a JDK, not a JRE");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources(MAIN).toList()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new TreePathScanner<@Nullable Void, @Nullable Void>() {
                    @Override
                    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
                        int lines = lines(unit, method, positions);
                        String what = name(Path.of(unit.getSourceFile().getName())) + " " + method.getName();
                        if (lines > METHOD && !LONG_METHODS.containsKey(what)) {
                            tooLong.add(what + ": " + lines + " lines");
                        }
                        return super.visitMethod(method, null);
                    }
                }.scan(unit, null);
            }
        }
        assertThat(tooLong).isEmpty();
    }

    private static int lines(CompilationUnitTree unit, MethodTree method, SourcePositions positions) {
        LineMap map = unit.getLineMap();
        long start = positions.getStartPosition(unit, method);
        long end = positions.getEndPosition(unit, method);
        return start < 0 || end < 0 ? 0 : (int) (map.getLineNumber(end) - map.getLineNumber(start) + 1);
    }

    private static Stream<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}

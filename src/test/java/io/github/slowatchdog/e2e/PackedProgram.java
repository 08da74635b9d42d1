package io.github.slowatchdog.e2e;

import io.github.slowatchdog.cli.Main;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program in a jar with an archive of its class data, as an installed one has it: a start then costs half the time. What is
 * run is the same classes; the archive only saves reading and verifying them again.
 */
final class PackedProgram {

    private final Path archive;
    private final String classPath;

    private PackedProgram(Path archive, String classPath) {
        this.archive = archive;
        this.classPath = classPath;
    }

    /** Packs the classes under test, with the libraries of the class path; an archive takes jars only. */
    static PackedProgram in(Path directory) throws IOException, URISyntaxException {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path jar = Files.isDirectory(classes) ? packed(classes, directory.resolve("program.jar")) : classes;
        String libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar") && !Path.of(entry).equals(jar))
                .collect(Collectors.joining(File.pathSeparator));
        return new PackedProgram(directory.resolve("program.jsa"), jar + File.pathSeparator + libraries);
    }

    private static Path packed(Path classes, Path jar) throws IOException {
        try (Stream<Path> files = Files.walk(classes);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    /** Starts it; it writes the archive when it ends, of the classes that it used. */
    WatchdogProcess startToArchive(Path directory, String... arguments) {
        return start(directory, "-XX:ArchiveClassesAtExit=" + archive, arguments);
    }

    /** Starts it with the archive; without one, if the JVM made none, it starts the slow way. */
    WatchdogProcess start(Path directory, String... arguments) {
        String how = Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto";
        return start(directory, how, arguments);
    }

    private WatchdogProcess start(Path directory, String option, String... arguments) {
        List<String> options = List.of("-XX:-UsePerfData", "-Xshare:auto", option, "-cp", classPath);
        return WatchdogProcess.start(directory, Map.of(), options, List.of(arguments));
    }
}

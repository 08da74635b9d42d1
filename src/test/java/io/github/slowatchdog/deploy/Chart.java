package io.github.slowatchdog.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The chart of this checkout, with what it is told. A call of Helm takes most of a second, so each rendering serves many assertions. */
final class Chart {

    static final Path DIRECTORY = Path.of("helm/slo-watchdog");
    static final Path CASES = Path.of("src/test/resources/helm");

    private Chart() {}

    static Path values(String name) {
        return CASES.resolve(name + ".values.yaml");
    }

    /** As {@code helm template canary helm/slo-watchdog -n trading -f NAME.values.yaml}. */
    static Rendering render(String name) {
        return render(DIRECTORY, name);
    }

    static Rendering render(Path chart, String name) {
        TemplateCommand command = template(chart).withName("canary").withNamespace("trading");
        Path values = values(name);
        return Rendering.of((Files.exists(values) ? command.withValuesFile(values) : command).call());
    }

    /** For a cluster of today; by itself this Helm takes an old one for granted. */
    static TemplateCommand template(Path chart) {
        return new Helm(chart).template().withKubeVersion("v1.31.0");
    }

    /** A copy, with the links in it followed. */
    static Path copy(Path directory) throws IOException {
        return copy(DIRECTORY, directory);
    }

    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).forEach(file -> {
                try {
                    Path copy = to.resolve(from.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return to;
    }
}

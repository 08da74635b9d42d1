package io.github.slowatchdog.shipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pieces of code in the documents. */
public final class Snippets {

    private static final Pattern FENCED = Pattern.compile("(?ms)^```([a-z]*)\n(.*?)^```$");

    private Snippets() {}

    /**
     * One piece.
     *
     * @param language as the document says; may be empty
     */
    public record Snippet(Path document, String language, String text) {

        @Override
        public String toString() {
            return document + ": " + text.lines().findFirst().orElse("");
        }
    }

    /** Every document that is ours. */
    public static List<Path> documents() {
        try (Stream<Path> top = Files.list(Path.of("."));
                Stream<Path> below = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, below)
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(Path::normalize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pieces of all documents, in their order. */
    public static List<Snippet> all() {
        return documents().stream()
                .flatMap(document -> FENCED.matcher(text(document))
                        .results()
                        .map(found -> new Snippet(document, found.group(1), found.group(2))))
                .toList();
    }

    /** What a document says. */
    public static String text(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

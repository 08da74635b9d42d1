package io.github.slowatchdog.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The rule files that {@code rules} names: paths, or globs with {@code * ? [] {} **}, relative to the configuration file.
 * As in a shell, a glob passes over names that start with a dot, so over the hidden copies in a mounted ConfigMap, too.
 */
final class RuleFiles {

    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");
    private static final int DEEPEST = 8;
    /** More files and directories to look at are a slip, such as {@code /**}. */
    private static final int MOST = 20_000;

    private RuleFiles() {}

    /** Every file once, in the order of the list and, within a glob, of the names. */
    static List<SourceFile> of(Cursor rules) {
        return of(rules.items("[../rules/*.yaml]"));
    }

    /** The same for a list that is no list in YAML. */
    static List<SourceFile> of(List<Cursor> items) {
        Map<Path, SourceFile> files = new LinkedHashMap<>();
        for (Cursor item : items) {
            for (Path path : Scalars.text(item).map(text -> paths(item, text)).orElse(List.of())) {
                Path same = real(path);
                if (!files.containsKey(same)) {
                    SourceFile.read(path, what -> complain(item, path, what)).ifPresent(file -> files.put(same, file));
                }
            }
        }
        return List.copyOf(files.values());
    }

    private static void complain(Cursor item, Path path, String what) {
        item.wrong(
                "the rule file " + Paths.named(item, path) + " cannot be used: " + what,
                "name a YAML file that this user may read, relative to the file that names it");
    }

    private static List<Path> paths(Cursor item, String text) {
        try {
            if (!GLOB.matcher(text).find()) {
                return List.of(item.file().resolve(Path.of(text)));
            }
            Optional<List<Path>> found = matches(item, text);
            if (found.isEmpty()) {
                item.wrong(
                        "there are more than " + MOST + " files where " + item.shown() + " looks",
                        "name a narrower glob");
            } else if (found.get().isEmpty()) {
                item.wrong("no file matches " + item.shown(), "correct it; it is relative to the file that names it");
            }
            return found.orElse(List.of());
        } catch (InvalidPathException | PatternSyntaxException e) {
            item.wrong(item.shown() + " is neither a path nor a glob", "write for example ../rules/*.yaml");
        } catch (IOException | UncheckedIOException | SecurityException e) {
            item.wrong(
                    item.shown() + " cannot be looked up: a directory may not be read, or links lead in a circle",
                    "allow this user to read it, or name a narrower glob");
        }
        return List.of();
    }

    /** Empty if there is too much to look at. */
    private static Optional<List<Path>> matches(Cursor item, String text) throws IOException {
        // the part before the first segment with a wildcard is a plain directory
        int wildcard = firstWildcard(text);
        int slash = text.lastIndexOf('/', wildcard);
        Path directory = item.file().resolve(Path.of(text.substring(0, slash + 1)));
        String glob = text.substring(slash + 1);
        if (directory.toString().isEmpty()) {
            directory = Path.of(".");
        }
        if (!Files.isDirectory(directory)) {
            return Optional.of(List.of());
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        int depth = glob.contains("**") ? DEEPEST : glob.split("/", -1).length;
        Path base = directory;
        try (Stream<Path> walk = Files.walk(base, depth, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> all = walk.limit(MOST + 1L).toList();
            return all.size() > MOST ? Optional.empty() : Optional.of(matching(all, base, matcher));
        }
    }

    private static List<Path> matching(List<Path> all, Path base, PathMatcher matcher) {
        return all.stream()
                .filter(path -> matcher.matches(base.relativize(path)))
                .filter(path -> isVisible(base.relativize(path)) && Files.isRegularFile(path))
                .map(path -> base.equals(Path.of(".")) ? base.relativize(path) : path)
                .sorted()
                .toList();
    }

    private static int firstWildcard(String text) {
        java.util.regex.Matcher wildcard = GLOB.matcher(text);
        return wildcard.find() ? wildcard.start() : text.length();
    }

    private static boolean isVisible(Path relative) {
        List<Path> names = new ArrayList<>();
        relative.forEach(names::add);
        return names.stream().noneMatch(name -> name.toString().startsWith("."));
    }

    private static Path real(Path path) {
        return Optional.of(path)
                .map(given -> {
                    try {
                        return given.toRealPath();
                    } catch (IOException | SecurityException e) {
                        return given.toAbsolutePath().normalize();
                    }
                })
                .orElse(path);
    }
}

package io.github.slowatchdog.demo;

import io.github.slowatchdog.servers.Executable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The redis-server that lies in the jar of embedded-redis, one for each kind of machine. */
final class PackedRedis {

    private PackedRedis() {}

    /**
     * Takes out the program for this machine.
     *
     * @throws IOException if there is none for it, saying how to do without
     */
    static Path unpack(Path jar, Path directory) throws IOException {
        return unpack(jar, directory, System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** The same for a machine that Java describes so. */
    static Path unpack(Path jar, Path directory, String osName, String osArch) throws IOException {
        String system = system(osName);
        String processor = processor(osArch);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Pattern wanted = Pattern.compile(".*redis-server[^/]*-" + system + "-" + processor);
            Optional<? extends ZipEntry> found = zip.stream()
                    .filter(entry -> wanted.matcher(entry.getName()).matches())
                    .findFirst();
            if (found.isEmpty()) {
                throw new IOException("no redis-server is on PATH, and " + jar.getFileName() + " has none for " + system
                        + " on " + processor + "; install Redis");
            }
            try (InputStream in = zip.getInputStream(found.get())) {
                return Executable.write(directory.resolve("redis-server"), in);
            }
        }
    }

    private static String system(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("mac") ? "darwin" : lower.startsWith("windows") ? "windows" : lower;
    }

    private static String processor(String name) {
        return switch (name) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386", "i686" -> "386";
            default -> name;
        };
    }
}

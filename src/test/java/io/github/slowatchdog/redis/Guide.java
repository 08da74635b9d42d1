package io.github.slowatchdog.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What docs/redis.md tells people to type, so that the tests type the same. */
final class Guide {

    private static final Path FILE = Path.of("docs", "redis.md");

    private Guide() {}

    static String text() throws IOException {
        return Files.readString(FILE);
    }

    /** Keys and commands of the user. */
    static List<String> acl() throws IOException {
        return rules("ACL SETUSER slo-watchdog reset on >PASSWORD ");
    }

    /** What a cluster needs beside. */
    static List<String> aclOfACluster() throws IOException {
        return rules("ACL SETUSER slo-watchdog ~{");
    }

    private static List<String> rules(String start) throws IOException {
        String line = text().lines()
                .filter(one -> one.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(FILE + " has no line that starts with " + start));
        return List.of(line.split(" ", -1)).stream()
                .filter(word -> word.startsWith("~") || word.startsWith("+"))
                .toList();
    }
}

package io.github.slowatchdog.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** The words after ACL that make a user with these rights, and those that a cluster needs beside. */
    static String[] userOfACluster(String name, String password) throws IOException {
        List<String> words = new ArrayList<>(List.of("SETUSER", name, "reset", "on", ">" + password));
        words.addAll(acl());
        words.addAll(rules("ACL SETUSER slo-watchdog ~{"));
        return words.toArray(String[]::new);
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

package io.github.slowatchdog.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code bin/demo} has found, and what it was asked for.
 *
 * @param root the checkout
 * @param launcher what runs {@code slo-watchdog}
 * @param stay whether everything goes on after the story
 * @param lively whether a terminal is listening
 * @param prometheus whether there is one; without it the bot's own page alone is read
 * @param redisJar a jar with a redis-server inside; empty: there is one on PATH
 * @param cleanSeconds how long the release soaks before the mistake
 */
record DemoOptions(
        Path root,
        Path launcher,
        boolean stay,
        boolean lively,
        boolean prometheus,
        Optional<Path> redisJar,
        double cleanSeconds) {

    static DemoOptions parse(List<String> words) {
        Path root = value(words, "--root").orElse(Path.of("")).toAbsolutePath();
        return new DemoOptions(
                root,
                root.resolve("bin/slo-watchdog"),
                words.contains("--stay"),
                words.contains("--lively"),
                !words.contains("--without-prometheus"),
                value(words, "--redis-jar").map(root::resolve),
                12);
    }

    private static Optional<Path> value(List<String> words, String name) {
        int at = words.indexOf(name);
        return at < 0 || at + 1 == words.size() ? Optional.empty() : Optional.of(Path.of(words.get(at + 1)));
    }
}

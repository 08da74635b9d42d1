package io.github.slowatchdog.cli;

import picocli.CommandLine.Option;

/** Who does it, and why: asked of everybody who stops or releases, and kept. */
final class Person {

    @Option(
            names = "--by",
            required = true,
            paramLabel = "NAME",
            converter = NotBlank.class,
            description = "Who does it.")
    private String by = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            converter = NotBlank.class,
            description = "Why, in one line.")
    private String reason = "";

    String by() {
        return by;
    }

    String reason() {
        return reason;
    }
}

package io.github.slowatchdog.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code schema}: what an editor needs to complete and check the files. */
@Command(
        name = "schema",
        description = {
            "Prints the JSON schema of one kind of file, by which an editor completes keys and marks what is wrong.",
            "Name it in the first line of a file: # yaml-language-server: $schema=rules.schema.json"
        },
        footer = {"", "Example: slo-watchdog schema rules"})
final class SchemaCommand extends AnsweringCommand {

    /** The kinds of file. */
    private enum Kind {
        RULES,
        CONFIG,
        PLAN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "KIND", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private Kind kind;

    @Override
    public Integer call() throws IOException {
        String resource = "/schema/" + kind + ".schema.json";
        try (InputStream in = SchemaCommand.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is missing in the jar");
            }
            out().print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        out().flush();
        return ExitCode.OK.code();
    }
}

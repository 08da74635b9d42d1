package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command line of a sidecar as it stands in a manifest, read without picocli: {@code run}, then options of {@link RunCommand} by
 * their full names, each once, each with its value in an argument of its own. Loading picocli and having it look at every command takes a
 * fifth of the time of a start, and memory for good (ADR 0023). Whatever is not as plain as that is picocli's to read, and to refuse.
 *
 * @param config which configuration
 * @param wishes of whoever starts it
 * @param watchConfig whether its files are followed
 */
record PlainRun(ConfigOptions config, Beginning.Wishes wishes, boolean watchConfig) {

    private static final Set<String> FLAGS = Set.of("--watch-config", "--override", "--new-soak");
    private static final Set<String> VALUES = Set.of("--config", "--phase", "--by", "--reason");

    /** What the arguments of the process mean; empty if that is for picocli to say. */
    static Optional<PlainRun> of(String... args) {
        Set<String> flags = new HashSet<>();
        Map<String, String> values = new HashMap<>();
        if (args.length == 0 || !args[0].equals("run")) {
            return Optional.empty();
        }
        for (int i = 1; i < args.length; i++) {
            String name = args[i].equals("-c") ? "--config" : args[i];
            boolean read = VALUES.contains(name)
                    ? i + 1 < args.length && isPlain(args[++i]) && values.put(name, args[i]) == null
                    : FLAGS.contains(name) && flags.add(name);
            if (!read) {
                return Optional.empty();
            }
        }
        boolean person = values.containsKey("--by") && values.containsKey("--reason");
        boolean nobody = !values.containsKey("--by") && !values.containsKey("--reason");
        boolean insists = flags.contains("--override") || flags.contains("--new-soak");
        return values.containsKey("--config") && (insists ? person : nobody)
                ? Optional.of(of(flags, values))
                : Optional.empty();
    }

    /** Nothing that picocli could take for more than text. */
    private static boolean isPlain(String value) {
        return !value.isBlank() && "-@\"'".indexOf(value.charAt(0)) < 0;
    }

    private static PlainRun of(Set<String> flags, Map<String, String> values) {
        Optional<Beginning.Insistence> person = Optional.ofNullable(values.get("--by"))
                .map(by -> new Beginning.Insistence(by, values.getOrDefault("--reason", "")));
        return new PlainRun(
                ConfigOptions.of(
                        Path.of(values.getOrDefault("--config", "")), Optional.ofNullable(values.get("--phase"))),
                new Beginning.Wishes(
                        person.filter(by -> flags.contains("--override")),
                        person.filter(by -> flags.contains("--new-soak"))),
                flags.contains("--watch-config"));
    }

    /** Runs; the exit code where it does not begin. */
    int execute(PrintWriter err) throws InterruptedException {
        Groundwork ground = Groundwork.begin();
        Optional<Settings> settings = config.load(err);
        if (settings.isEmpty()) {
            ground.giveUp();
            return ExitCode.USAGE.code();
        }
        return new Sidecar(ground, config, wishes, watchConfig, err)
                .run(settings.get())
                .code();
    }
}

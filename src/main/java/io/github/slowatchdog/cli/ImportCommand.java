package io.github.slowatchdog.cli;

import io.github.slowatchdog.imports.Import;
import io.github.slowatchdog.slo.Consequence;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: rules of other tools as rules of ours (SPEC 2). */
@Command(
        name = "import",
        description = {
            "Turns alerts of Prometheus, or objectives of OpenSLO, into a rule file.",
            "What could not be carried over is named, on stderr and in the file. The whole table: docs/importing.md."
        },
        footer = {
            "",
            "Example: slo-watchdog import prometheus alerts.yaml --output rules/alerts.yaml",
            "Example: slo-watchdog import openslo slo.yaml sli.yaml --on-breach fail"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:a rule file is written, or printed",
            "2:nothing in the files could become an objective",
            "3:the file to write is there already",
            "4:usage, or a file that cannot be read or written"
        })
final class ImportCommand extends AnsweringCommand {

    /** What may be imported. */
    static final class Sources implements CommandLine.ITypeConverter<Import.Source> {
        @Override
        public Import.Source convert(String text) {
            return Stream.of(Import.Source.values())
                    .filter(source -> source.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> none(text, "openslo, prometheus"));
        }
    }

    /** What a breach may lead to. */
    static final class Consequences implements CommandLine.ITypeConverter<Consequence> {
        @Override
        public Consequence convert(String text) {
            return Stream.of(Consequence.values())
                    .filter(consequence -> consequence.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> none(text, "warn, fail, stop"));
        }
    }

    private static CommandLine.TypeConversionException none(String text, String known) {
        return new CommandLine.TypeConversionException("'" + text + "' is none of " + known);
    }

    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            converter = Sources.class,
            description = "Whose files they are: openslo (documents of OpenSLO v1) or prometheus (rule files).")
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private Import.Source source;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "The files, which may name one another.")
    private List<Path> files = List.of();

    @Option(
            names = "--on-breach",
            paramLabel = "WORD",
            defaultValue = "warn",
            converter = Consequences.class,
            description = "What a breach of the objectives leads to: warn, fail or stop (default: warn).")
    private Consequence onBreach = Consequence.WARN;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to this file, instead of standard output.")
    private @Nullable Path output;

    @Option(names = "--force", description = "Write --output also if there is such a file.")
    private boolean force;

    @Override
    public Integer call() {
        Import.Result result = Import.of(source, files, onBreach);
        return (result instanceof Import.Result.Invalid invalid ? refuse(invalid) : tell((Import.Result.Done) result))
                .code();
    }

    private ExitCode refuse(Import.Result.Invalid invalid) {
        if (invalid.written()) {
            err().println("slo-watchdog: what was made of it cannot be read, which is a bug of this program:");
        }
        invalid.problems().forEach(err()::println);
        return invalid.written() ? ExitCode.BUG : ExitCode.USAGE;
    }

    private ExitCode tell(Import.Result.Done done) {
        int notes = done.notes().size();
        done.notes().forEach(err()::println);
        err().println(done.objectives() + " of " + done.found() + " " + done.what() + " carried over"
                + (notes == 0 ? "" : notes == 1 ? "; 1 note" : "; " + notes + " notes"));
        if (done.objectives() == 0) {
            return ExitCode.INCONCLUSIVE;
        }
        if (output == null) {
            out().print(done.rules());
            out().flush();
            return ExitCode.OK;
        }
        return write(output, done.rules());
    }

    private ExitCode write(Path file, String rules) {
        try {
            Files.writeString(force ? file : Files.createFile(file), rules);
            err().println("written: " + file);
            return ExitCode.OK;
        } catch (FileAlreadyExistsException e) {
            err().println("slo-watchdog: " + file + " is there already, and is left as it is");
            err().println("    fix: name another file, or add --force");
            return ExitCode.REFUSED;
        } catch (IOException e) {
            err().println("slo-watchdog: " + file + " cannot be written: " + e.getMessage());
            err().println("    fix: name a file in a directory that this user may write to");
            return ExitCode.USAGE;
        }
    }
}

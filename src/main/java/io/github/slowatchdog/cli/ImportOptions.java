package io.github.slowatchdog.cli;

import io.github.slowatchdog.imports.Import;
import io.github.slowatchdog.slo.Consequence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What both ways of {@code import} have in common: files in, a rule file out. */
final class ImportOptions {

    /** The three consequences, in lower case. */
    static final class Word implements CommandLine.ITypeConverter<Consequence> {
        @Override
        public Consequence convert(String text) {
            for (Consequence one : Consequence.values()) {
                if (one.word().equals(text)) {
                    return one;
                }
            }
            throw new CommandLine.TypeConversionException("'" + text + "' is none of warn, fail, stop");
        }
    }

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files, which may name one another.")
    private List<Path> files = List.of();

    @Option(
            names = "--on-breach",
            paramLabel = "WORD",
            defaultValue = "warn",
            converter = Word.class,
            description = "What a breach of the objectives leads to: warn, fail or stop (default: warn).")
    private Consequence onBreach = Consequence.WARN;

    @Option(names = "--output", paramLabel = "FILE", description = "Write it there instead of to stdout.")
    private @Nullable Path output;

    @Option(names = "--force", description = "Write --output also if there is such a file.")
    private boolean force;

    ExitCode run(Import.Source source, CommandLine command) {
        PrintWriter err = command.getErr();
        Import.Result result = Import.of(source, files, onBreach);
        if (result instanceof Import.Result.Invalid invalid) {
            if (invalid.written()) {
                err.println("slo-watchdog: what was made of it cannot be read, which is a bug of this program:");
            }
            invalid.problems().forEach(err::println);
            return invalid.written() ? ExitCode.BUG : ExitCode.USAGE;
        }
        Import.Result.Done done = (Import.Result.Done) result;
        done.notes().forEach(err::println);
        err.println(done.objectives() + " of " + done.found() + " " + done.what() + " carried over"
                + (done.notes().isEmpty()
                        ? ""
                        : "; " + done.notes().size() + (done.notes().size() == 1 ? " note" : " notes")));
        if (done.objectives() == 0) {
            return ExitCode.INCONCLUSIVE;
        }
        if (output == null) {
            command.getOut().print(done.rules());
            command.getOut().flush();
            return ExitCode.OK;
        }
        return write(output, done.rules(), err);
    }

    private ExitCode write(Path file, String rules, PrintWriter err) {
        try {
            Files.writeString(force ? file : Files.createFile(file), rules);
            err.println("written: " + file);
            return ExitCode.OK;
        } catch (FileAlreadyExistsException e) {
            err.println("slo-watchdog: " + file + " is there already, and is left as it is");
            err.println("    fix: name another file, or add --force");
            return ExitCode.REFUSED;
        } catch (IOException e) {
            err.println("slo-watchdog: " + file + " cannot be written: " + e.getMessage());
            err.println("    fix: name a file in a directory that this user may write to");
            return ExitCode.USAGE;
        }
    }
}

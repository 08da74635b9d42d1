package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.journal.Audit;
import io.github.slowatchdog.journal.JournalReader;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit verify}: whether the journal is what was once written (SPEC 8). */
@Command(
        name = "verify",
        description = "Checks the journal's chain from end to end, also while a watchdog writes it.",
        footer = {"", "Example: slo-watchdog audit verify --journal /var/lib/slo-watchdog"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the chain is whole",
            "1:the chain is broken",
            "2:there is no journal, or nothing in it",
            "4:usage or configuration"
        })
final class AuditVerifyCommand extends AnsweringCommand {

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--journal",
            paramLabel = "PATH",
            description = "The journal's directory or file, instead of that of the configuration.")
    private @Nullable Path journal;

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (journal != null) {
            return verify(journal).code();
        }
        Optional<Settings> settings = config.load(err());
        if (settings.isEmpty()) {
            return ExitCode.USAGE.code();
        }
        return settings.get()
                .journal()
                .map(this::verify)
                .orElseGet(this::noneConfigured)
                .code();
    }

    private ExitCode noneConfigured() {
        return none("no journal is configured", "add journal: {path: DIRECTORY}, or name one with --journal");
    }

    private ExitCode verify(Path path) {
        Path file = JournalReader.file(path);
        try {
            Audit audit = JournalReader.audit(path);
            if (audit.entries() == 0) {
                return none(
                        "there is no whole line in " + file + ", so there is nothing to vouch for",
                        "if a watchdog ever wrote it, look for who emptied it; else name another with --journal");
            }
            out().println(json ? asJson(file, audit) : asText(file, audit));
            return audit.isWhole() ? ExitCode.OK : ExitCode.FAILED;
        } catch (NoSuchFileException e) {
            return none(
                    "there is no journal at " + file, "name the directory that a watchdog writes to (journal.path)");
        } catch (IOException e) {
            return none(file + " cannot be read: " + e.getMessage(), "read it as the user that the watchdog runs as");
        }
    }

    private ExitCode none(String what, String fix) {
        if (json) {
            out().println(new JsonObject().put("ok", false).put("error", what).encode());
        }
        err().println("slo-watchdog: " + what);
        err().println("    fix: " + fix);
        return ExitCode.INCONCLUSIVE;
    }

    private static String asText(Path file, Audit audit) {
        StringBuilder text = new StringBuilder();
        audit.firstBreak()
                .ifPresentOrElse(
                        first -> text.append("BROKEN: ")
                                .append(file)
                                .append(':')
                                .append(first.line())
                                .append(": ")
                                .append(first.what())
                                .append("\n    expected ")
                                .append(first.expected())
                                .append("\n    found    ")
                                .append(first.found())
                                .append(
                                        audit.breaks() == 1
                                                ? ""
                                                : "\n    and " + (audit.breaks() - 1) + " more after it")
                                .append('\n'),
                        () -> text.append("ok: ").append(file).append(": the chain is whole\n"));
        text.append(audit.entries()).append(" entries");
        audit.from()
                .ifPresent(from ->
                        text.append(", from ").append(from).append(" to ").append(to(audit)));
        if (audit.firstSeq() > 1) {
            text.append("\nbegins with seq ")
                    .append(audit.firstSeq())
                    .append(": an earlier file was taken away, see its first line");
        }
        if (audit.tornBytes() > 0) {
            text.append("\n")
                    .append(audit.tornBytes())
                    .append(" bytes after the last line: one that is being written, or was when the machine stopped");
        }
        return text.toString();
    }

    private static String to(Audit audit) {
        return audit.to().map(Instant::toString).orElse("?");
    }

    private static String asJson(Path file, Audit audit) {
        JsonObject answer = new JsonObject()
                .put("ok", audit.isWhole())
                .put("file", file.toString())
                .put("entries", audit.entries())
                .put("first_seq", audit.firstSeq())
                .put("last_seq", audit.lastSeq())
                .put("last_hash", audit.lastHash())
                .put("from", audit.from().map(Instant::toString).orElse(null))
                .put("to", audit.to().map(Instant::toString).orElse(null))
                .put("breaks", audit.breaks())
                .put("torn_bytes", audit.tornBytes());
        audit.firstBreak()
                .ifPresent(first -> answer.put(
                        "first_break",
                        new JsonObject()
                                .put("line", first.line())
                                .put("what", first.what())
                                .put("expected", first.expected())
                                .put("found", first.found())));
        return answer.encode();
    }
}

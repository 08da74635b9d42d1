package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.journal.FileJournal;
import io.github.slowatchdog.watch.Event;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code audit verify} as a person types it (SPEC 8, 9). */
class AuditVerifyTest {

    @TempDir
    Path directory;

    private Path journal;

    @BeforeEach
    void aJournal() throws IOException {
        journal = directory.resolve("evidence/journal.jsonl");
        try (FileJournal writer = FileJournal.open(directory.resolve("evidence"), "desk", InstantSource.system())) {
            for (int i = 0; i < 4; i++) {
                Instant at = Instant.parse("2026-11-21T11:00:00Z").plusSeconds(i);
                writer.record(new Event(at, Event.Level.INFO, "verdict changed", Map.of("n", i)));
            }
        }
    }

    private Terminal verify(String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "audit";
        arguments[1] = "verify";
        System.arraycopy(more, 0, arguments, 2, more.length);
        return new Terminal().run(arguments);
    }

    @Test
    void saysHowManyAndFromWhenToWhen() {
        Terminal whole = verify("--journal", directory.resolve("evidence").toString());
        assertThat(whole.exit()).isZero();
        assertThat(whole.out())
                .isEqualTo("ok: " + journal + ": the chain is whole\n"
                        + "4 entries, from 2026-11-21T11:00:00Z to 2026-11-21T11:00:03Z\n");
        assertThat(verify("--journal", journal.toString()).out()).isEqualTo(whole.out());
        assertThat(whole.err()).isEmpty();
    }

    @Test
    void findsTheJournalOfAConfiguration() throws IOException {
        Terminal whole =
                verify("--config", configuration("journal: {path: evidence}").toString());
        assertThat(whole.exit()).as(whole.err()).isZero();
        assertThat(whole.out()).contains("4 entries");
        Terminal none = verify("--config", configuration("").toString());
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("no journal is configured", "fix: ");
    }

    @Test
    void namesTheFirstBreakWithWhatWasExpectedAndFound() throws IOException {
        String stated = new JsonObject(Files.readAllLines(journal).get(1)).getString("hash");
        Files.writeString(journal, Files.readString(journal).replace("\"n\":1", "\"n\":5"));
        Terminal broken = verify("--journal", journal.toString());
        assertThat(broken.exit()).isEqualTo(1);
        assertThat(broken.out())
                .startsWith("BROKEN: " + journal + ":2: the line was changed\n    expected ")
                .contains("\n    found    " + stated + "\n4 entries");
        JsonObject json =
                new JsonObject(verify("--json", "--journal", journal.toString()).out());
        assertThat(json.getBoolean("ok")).isFalse();
        assertThat(json.getJsonObject("first_break").getInteger("line")).isEqualTo(2);
        assertThat(json.getJsonObject("first_break").getString("found")).isEqualTo(stated);
        assertThat(json.getJsonObject("first_break").getString("expected")).matches("[0-9a-f]{64}");
    }

    @Test
    void aLineThatIsBeingWrittenIsNoBreak() throws IOException {
        Files.writeString(journal, "{\"seq\":5,", StandardOpenOption.APPEND);
        Terminal torn = verify("--journal", journal.toString());
        assertThat(torn.exit()).isZero();
        assertThat(torn.out()).contains("9 bytes after the last line");
        JsonObject json =
                new JsonObject(verify("--json", "--journal", journal.toString()).out());
        assertThat(json.getInteger("torn_bytes")).isEqualTo(9);
        assertThat(json.getInteger("entries")).isEqualTo(4);
        assertThat(json.getString("to")).isEqualTo("2026-11-21T11:00:03Z");
    }

    @Test
    void noJournalIsNoPass() {
        Terminal none =
                verify("--json", "--journal", directory.resolve("nowhere").toString());
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("there is no journal at", "fix: ").doesNotContain("\tat ");
        assertThat(new JsonObject(none.out()).getBoolean("ok")).isFalse();
        assertThat(verify("--journal", "/dev/zero").exit()).isEqualTo(2);
        assertThat(verify("--journal", directory.toString()).exit()).isEqualTo(2);
    }

    /** Not knowing is never passing: an emptied file has a chain that is whole. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"seq\":1,\"at\":"})
    void aJournalWithNothingInItIsNoPass(String left) throws IOException {
        Files.writeString(journal, left);
        Terminal empty = verify("--journal", journal.toString());
        assertThat(empty.exit()).isEqualTo(2);
        assertThat(empty.out()).isEmpty();
        assertThat(empty.err()).contains("there is no whole line in " + journal, "fix: ");
        assertThat(new JsonObject(verify("--json", "--journal", journal.toString())
                                .out())
                        .getBoolean("ok"))
                .isFalse();
    }

    @Test
    void wrongUseIsSaid() {
        assertThat(verify("--jornal", "x").exit()).isEqualTo(4);
        assertThat(verify("--config", "nowhere.yaml").exit()).isEqualTo(4);
        Terminal half = new Terminal().run("audit");
        assertThat(half.exit()).isEqualTo(4);
        assertThat(half.err()).contains("verify");
        assertThat(verify("--help").out()).contains("Example: slo-watchdog audit verify");
    }

    private Path configuration(String more) throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), """
                groups:
                  - name: intents
                    objectives:
                      - {name: duplicates, count: duplicates_total, expect: "== 0", on_breach: stop}
                """);
        return Files.writeString(directory.resolve("watchdog.yaml"), """
                name: desk
                rules: [rules.yaml]
                prometheus: {url: 'http://127.0.0.1:1', freshness: {selector: up, max_age: 5s}}
                stop: {redis: {url: 'redis://127.0.0.1:1'}, when_blind: {after: 1m, then: warn}}
                phases: [{name: dry, soak: {window: 1h}}]
                phase: dry
                """ + more + "\n");
    }
}

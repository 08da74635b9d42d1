package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.journal.FileJournal;
import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.journal.JournalPages;
import io.github.slowatchdog.journal.JournalReader;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Verdict;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of verdicts in one step: none is lost, none that is bad waits, and of each objective they are told in their order. */
@Tag("heavy")
class VerdictTellerTest {

    private static final int MANY = 3_000;

    private final Vertx vertx = Vertx.vertx();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<Watch> watches =
            IntStream.range(0, MANY).mapToObj(VerdictTellerTest::watch).toList();

    @TempDir
    private Path home;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Watch watch(int i) {
        Objective objective = new Objective(
                "slo_" + i,
                "group",
                new Indicator.Expr("x" + i),
                Expectation.parse("== 0"),
                Consequence.WARN,
                List.of(Lane.BOT),
                Duration.ZERO,
                Optional.empty(),
                NoData.UNKNOWN,
                Duration.ZERO,
                Duration.ofMinutes(1),
                Consequence.WARN,
                Optional.empty(),
                false,
                Objective.Notes.NONE);
        return new Watch(objective, Duration.ofSeconds(1), Instant.EPOCH, Instant.EPOCH);
    }

    private static void become(VerdictTeller teller, Watch watch, Verdict verdict) {
        Verdict before = watch.verdict();
        Instant now = Instant.now();
        watch.settle(verdict, now, now);
        teller.changed(VerdictChange.of(watch, before, now, now));
    }

    private long last() {
        try {
            return JournalPages.last(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Loop loop(Journal journal) {
        return new Loop(vertx, InstantSource.system(), journal);
    }

    private static List<String> told(List<Event> events, String slo) {
        return events.stream()
                .filter(event -> slo.equals(event.data().get("slo")))
                .map(event -> event.data().get("from") + ">" + event.data().get("to"))
                .toList();
    }

    @Test
    void aStartOfThousandsIsInTheJournalOfADiskAsWhole() throws Exception {
        try (FileJournal journal = FileJournal.open(home, "many", InstantSource.system())) {
            Loop loop = loop(journal);
            VerdictTeller teller = new VerdictTeller(loop);
            loop.run(() -> watches.forEach(watch -> become(teller, watch, Verdict.PASS)));
            ServerProcess.await("all are told", Duration.ofSeconds(30), () -> {
                journal.flush(Duration.ofSeconds(5));
                return last() >= MANY || journal.errors() > 0;
            });
            assertThat(journal.errors()).isZero();
        }
        List<JournalEntry> entries;
        try (Stream<JournalEntry> all = JournalReader.entries(home, 0)) {
            entries = all.toList();
        }
        assertThat(entries.stream().map(entry -> entry.data().getString("slo")))
                .doesNotHaveDuplicates()
                .hasSize(MANY);
        // what was told late says of which moment it is
        assertThat(entries.get(0).data().containsKey("as_of")).isFalse();
        assertThat(Instant.parse(entries.get(MANY - 1).data().getString("as_of")))
                .isBefore(entries.get(MANY - 1).at());
    }

    @Test
    void aBreachWaitsForNoneOfThemButForThatOfItsOwnObjective() {
        Loop loop = loop(events::add);
        VerdictTeller teller = new VerdictTeller(loop);
        loop.run(() -> {
            watches.forEach(watch -> become(teller, watch, Verdict.PASS));
            become(teller, watches.get(MANY - 1), Verdict.BREACH);
        });
        ServerProcess.await(
                "the breach is told",
                Duration.ofSeconds(10),
                () -> events.stream()
                        .anyMatch(event -> "breach".equals(event.data().get("to"))));
        assertThat(told(events, "slo_" + (MANY - 1))).containsExactly("waiting>pass", "pass>breach");
        assertThat(told(events, "slo_" + (MANY - 2))).isEmpty();
    }

    @Test
    void whileTheDiskIsBehindTheyWaitAndAtTheEndTheyAreHandedOver() {
        boolean[] behind = {true};
        Journal slow = new Journal() {
            @Override
            public void record(Event event) {
                events.add(event);
            }

            @Override
            public boolean isBehind() {
                return behind[0];
            }
        };
        Loop loop = loop(slow);
        VerdictTeller teller = new VerdictTeller(loop);
        List<String> seen = new CopyOnWriteArrayList<>();
        loop.run(() -> watches.forEach(watch -> become(teller, watch, Verdict.IDLE)));
        loop.later(Duration.ofMillis(350), () -> {
            seen.add(Integer.toString(events.size()));
            teller.end();
            seen.add(Integer.toString(events.size()));
        });
        ServerProcess.await("the end", Duration.ofSeconds(10), () -> seen.size() == 2);
        assertThat(seen).containsExactly(Integer.toString(VerdictTeller.AT_ONCE), Integer.toString(MANY));
    }
}

package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.journal.JournalEntry;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The watchdog is killed in the middle of a soak and comes back later: what happened meanwhile is known then (SPEC 5, 8). */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class RestartIsNoGapTest {

    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path directory;

    @Test
    void timeInWhichNothingHappenedCounts() throws Exception {
        try (Absence absence = new Absence(directory, LONG)) {
            absence.leave().stayAway(AWAY);
            absence.comeBack();
            double lostBefore = lost(absence.before);
            absence.await(
                    "the time away counts",
                    status -> lost(status.getJsonObject("soak")) < lostBefore + 4
                            && status.getJsonObject("soak").getDouble("elapsed_seconds")
                                    > absence.before.getDouble("elapsed_seconds") + AWAY.toSeconds());
            assertThat(absence.soak().getString("id")).isEqualTo(absence.before.getString("id"));
            assertThat(absence.soak().getString("verdict")).isEqualTo("soaking");
            assertThat(absence.soaksBegun()).isEqualTo(1);
            assertThat(absence.events("soak started")).hasSize(2);
            assertThat(absence.events("stop ordered")).isEmpty();
            try (WatchdogProcess audit = WatchdogProcess.start(
                    directory,
                    "audit",
                    "verify",
                    "--journal",
                    absence.directory().toString())) {
                int code = audit.exit();
                assertThat(code).as(audit.log()).isZero();
            }
        }
    }

    private static double lost(JsonObject soak) {
        return soak.getDouble("elapsed_seconds") - soak.getDouble("clean_seconds");
    }

    @Test
    void anEventMeanwhileStopsAtTheStart() throws Exception {
        try (Absence absence = new Absence(directory, LONG)) {
            absence.leave();
            absence.stayAway(Duration.ofSeconds(5));
            absence.stage.bot().inject("duplicate");
            Instant injected = Instant.now();
            absence.stayAway(AWAY);
            absence.comeBack();
            absence.awaitConfirmed();
            assertThat(absence.stage.bot().mode()).isEqualTo("DRY");
            JournalEntry breach = breach(absence);
            assertThat(breach.data().getString("slo")).isEqualTo("duplicate_intents");
            assertThat(Instant.parse(breach.data().getString("sample_at")))
                    .isBetween(injected.minusSeconds(2), injected.plusSeconds(3));
            assertThat(absence.objective("duplicate_intents").getLong("breaches"))
                    .isEqualTo(1);
            assertThat(breach.data().getValue("value").toString()).isEqualTo("1");
            assertThat(absence.events("stop ordered")).hasSize(1);
            assertThat(absence.soak().getString("verdict")).isEqualTo("fail");
            assertThat(absence.soaksBegun()).isEqualTo(1);
        }
    }

    @Test
    void aBreachThatCameAndWentMeanwhileStopsAtTheStart() throws Exception {
        try (Absence absence = new Absence(directory, LONG)) {
            absence.leave();
            absence.stayAway(Duration.ofSeconds(2));
            absence.stage.bot().inject("errors&n=1000");
            Instant injected = Instant.now();
            // long enough to be told as of then
            absence.stayAway(Duration.between(absence.left, injected).plusSeconds(18));
            absence.comeBack();
            absence.awaitConfirmed();
            JournalEntry breach = breach(absence);
            assertThat(breach.data().getString("slo")).isEqualTo("errors");
            assertThat(Instant.parse(breach.data().getString("as_of")))
                    .isBetween(injected.minusSeconds(2), injected.plusSeconds(8));
            absence.await(
                    "it is over",
                    status -> "pass".equals(absence.objective("errors").getString("verdict")));
            assertThat(absence.objective("errors").getLong("breaches")).isEqualTo(1);
            assertThat(absence.events("stop ordered")).hasSize(1);
        }
    }

    private static JournalEntry breach(Absence absence) {
        return absence.events("verdict changed").stream()
                .filter(entry -> "breach".equals(entry.data().getString("to")))
                .reduce((one, other) -> {
                    throw new AssertionError("two breaches: " + one + other);
                })
                .orElseThrow();
    }

    @Test
    void timeThatTheStoreLostIsBlind() throws Exception {
        Duration window = Duration.ofSeconds(20);
        try (Absence absence = new Absence(directory, window)) {
            absence.leave().stayAway(AWAY);
            absence.prometheus.process().kill();
            delete(directory.resolve("data"));
            absence.prometheus.restart();
            absence.comeBack();
            assertThat(absence.soak().getString("verdict")).isEqualTo("soaking");
            absence.await(
                    "it passes all the same",
                    status -> "pass".equals(status.getJsonObject("soak").getString("verdict")));
            JsonObject soak = absence.soak();
            assertThat(soak.getDouble("blind_seconds") - absence.before.getDouble("blind_seconds"))
                    .as("before %s, after %s", absence.before, soak)
                    .isGreaterThan(AWAY.toSeconds() - 2.0);
            assertThat(soak.getDouble("elapsed_seconds"))
                    .isGreaterThan(window.plus(AWAY).toSeconds() - 2.0);
            assertThat(soak.getString("id")).isEqualTo(absence.before.getString("id"));
            assertThat(absence.events("stop ordered")).isEmpty();
            assertThat(absence.stage.bot().mode()).isEqualTo("LIVE");
        }
    }

    private static void delete(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void withoutItsCheckpointANewSoakBeginsAndIsSaid() throws Exception {
        try (Absence absence = new Absence(directory, LONG)) {
            Path checkpoint = absence.directory().resolve("checkpoint.json");
            absence.leave();
            Files.writeString(checkpoint, Files.readString(checkpoint).replace("\"name\"", "\"mane\""));
            absence.comeBack();
            assertThat(absence.soak().getString("id")).isNotEqualTo(absence.before.getString("id"));
            assertThat(absence.events("checkpoint not used"))
                    .singleElement()
                    .satisfies(said -> assertThat(said.data().getString("why")).contains("damaged"));
            absence.leave();
            Files.delete(checkpoint);
            absence.comeBack();
            assertThat(absence.soak().getString("id")).isNotEqualTo(absence.before.getString("id"));
            assertThat(absence.events("checkpoint not used")).hasSize(2);
            assertThat(absence.log()).contains("checkpoint");
            assertThat(absence.soaksBegun()).isEqualTo(3);
            assertThat(absence.isWhole()).isTrue();
            absence.stage.bot().inject("duplicate");
            absence.awaitConfirmed();
        }
    }

    @Test
    void aStopInForceStaysTheSameOne() throws Exception {
        try (Absence absence = new Absence(directory, LONG)) {
            absence.stage.bot().inject("duplicate");
            absence.awaitConfirmed();
            String order = absence.order();
            absence.leave();
            absence.comeBack();
            absence.awaitConfirmed();
            assertThat(absence.order()).isEqualTo(order);

            absence.leave();
            absence.stage.redis().tell(redis -> redis.flushAll());
            absence.comeBack();
            absence.awaitConfirmed();
            assertThat(absence.order()).isEqualTo(order);
            assertThat(absence.stage.flagSaysStop()).isTrue();
            assertThat(absence.stage.bot().mode()).isEqualTo("DRY");
            assertThat(absence.events("stop ordered")).hasSize(1);
            assertThat(absence.soak().getString("verdict")).isEqualTo("fail");
        }
    }
}

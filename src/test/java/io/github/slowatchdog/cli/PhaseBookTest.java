package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.soak.Admission;
import io.github.slowatchdog.soak.PhaseResult;
import io.github.slowatchdog.soak.PhaseResults;
import io.github.slowatchdog.soak.Refusal;
import io.github.slowatchdog.soak.Rollout;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import io.github.slowatchdog.watch.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The phase matrix knows what the journal told, and what has ended since. */
class PhaseBookTest {

    @TempDir
    Path directory;

    private Settings settings;

    @BeforeEach
    void configure() {
        settings = Configurations.load(directory, Configurations.CONFIG, Configurations.RULES);
    }

    private List<Rollout.Row> matrix(PhaseBook book) {
        Board board =
                Boards.fresh().soak("dry", SoakVerdict.SOAKING, Duration.ZERO).board();
        return book.matrix(settings, board);
    }

    private static Event ended(String verdict) {
        return new Event(
                Boards.NOW,
                Event.Level.INFO,
                PhaseResult.EVENT,
                Map.of("phase", "dry", "build", "v2", "soak", "mx1", "verdict", verdict));
    }

    private static String refusal(Rollout.Row row) {
        return row.admission() instanceof Admission.Refused refused
                ? refused.reason().word()
                : "granted";
    }

    @Test
    void aPassThatIsEarnedNowAdmitsTheNextPhase() {
        PhaseBook book = new PhaseBook(PhaseResults.NONE);
        assertThat(matrix(book)).extracting(row -> row.phase().name()).containsExactly("dry", "live");
        assertThat(refusal(matrix(book).get(1))).isEqualTo("not_passed");
        book.record(ended("pass"));
        assertThat(matrix(book).get(0).last())
                .get()
                .extracting(PhaseResult::soak)
                .isEqualTo("mx1");
        assertThat(refusal(matrix(book).get(1))).isEqualTo("granted");
        book.record(ended("fail"));
        assertThat(refusal(matrix(book).get(1))).as("the newest counts").isEqualTo("phase_failed");
    }

    @Test
    void whatIsDoubtedStaysDoubted() {
        PhaseBook book = new PhaseBook(
                PhaseResults.NONE.doubted(new PhaseResults.Doubt(Refusal.JOURNAL_BROKEN, "line 3 is another")));
        book.record(ended("pass"));
        assertThat(matrix(book).get(0).last()).isPresent();
        assertThat(refusal(matrix(book).get(1))).isEqualTo("journal_broken");
    }

    @Test
    void othersEventsAreNoResults() {
        PhaseBook book = new PhaseBook(PhaseResults.NONE);
        book.record(new Event(
                Boards.NOW, Event.Level.INFO, "soak progress", ended("pass").data()));
        assertThat(matrix(book).get(0).last()).isEqualTo(Optional.empty());
    }
}

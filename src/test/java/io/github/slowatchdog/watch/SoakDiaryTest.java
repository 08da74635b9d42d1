package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the journal is told of a soak. */
class SoakDiaryTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private List<Event> told(String name) {
        return bench.events.stream().filter(event -> event.name().equals(name)).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> objective(Event progress) {
        return ((List<Map<String, Object>>)
                        Objects.requireNonNull(progress.data().get("objectives")))
                .get(0);
    }

    @Test
    void aBreachThatEndsTheSoakIsToldWithValues() {
        bench.prometheus.value("dup", 3);
        bench.watch("dup", Lane.PROMETHEUS);
        bench.start();
        bench.await("it is measured once", () -> told("soak progress").size() == 1);
        Event first = told("soak progress").get(0);
        assertThat(first.level()).isEqualTo(Event.Level.DEBUG);
        assertThat(first.data()).containsEntry("phase", "phase").containsEntry("window_s", 3600.0);
        assertThat(told("soak started").get(0).data().get("soak"))
                .isEqualTo(first.data().get("soak"));
        bench.prometheus.value("dup", 12);
        bench.await("the soak has ended", () -> !told("soak ended").isEmpty());
        Map<String, Object> last = objective(told("soak progress").get(1));
        assertThat(last)
                .containsEntry("slo", "dup")
                .containsEntry("expected", "< 10")
                .containsEntry("on_breach", "stop")
                .containsEntry("verdict", "breach")
                .containsEntry("last", "12")
                .containsEntry("worst", "12")
                .containsEntry("worst_since", "12");
        assertThat(told("soak ended").get(0).data())
                .containsEntry("verdict", "fail")
                .containsEntry("soak", first.data().get("soak"))
                .containsKeys("clean_s", "blind_s", "longest_gap_s");
        bench.prometheus.value("dup", 3);
    }

    @Test
    void aPauseIsToldWhenItLastsAndWhenItIsOver() {
        bench.watch("dup", Lane.PROMETHEUS);
        bench.start();
        bench.await("it is measured once", () -> !told("soak progress").isEmpty());
        Instant before = bench.clock.instant();
        bench.prometheus.answer(
                "dup", now -> Future.succeededFuture(new Measurement.Failure(now, Reason.TIMEOUT, "no answer in 5 s")));
        bench.clock.runAt(4);
        bench.await("the pause is told", () -> !told("soak paused").isEmpty());
        Event paused = told("soak paused").get(0);
        assertThat(paused.data()).containsEntry("blind", true);
        assertThat(String.valueOf(paused.data().get("why")))
                .contains("dup not known")
                .contains("no answer in 5 s");
        Instant since = Instant.parse(String.valueOf(paused.data().get("since")));
        assertThat(since).isAfter(before).isBeforeOrEqualTo(paused.at().minus(SoakDiary.TOLD));
        assertThat(told("soak resumed")).isEmpty();
        bench.prometheus.value("dup", 0);
        bench.await("the end of the pause is told", () -> !told("soak resumed").isEmpty());
        assertThat(told("soak paused")).as("one pause").hasSize(1);
    }

    @Test
    void thatCleanTimeBeganAgainIsToldOnce() {
        bench.maxGap = Optional.of(Duration.ofSeconds(2));
        bench.watch("dup", Lane.PROMETHEUS);
        bench.start();
        bench.await("it is measured once", () -> !told("soak progress").isEmpty());
        bench.beats(3);
        bench.prometheus.answer(
                "dup", now -> Future.succeededFuture(new Measurement.Failure(now, Reason.TIMEOUT, "no answer in 5 s")));
        bench.beats(6);
        bench.prometheus.value("dup", 0);
        bench.await("it is told", () -> !told("soak restarted").isEmpty());
        bench.beats(4);
        assertThat(told("soak restarted"))
                .singleElement()
                .satisfies(event -> assertThat(String.valueOf(event.data().get("why")))
                        .startsWith("a gap longer than max_gap PT2S; "));
    }
}

package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A journal that blocks or throws costs evidence, never time of the loop. */
class JournalThreadTest {

    private final Bench bench = new Bench();
    private final CountDownLatch disk = new CountDownLatch(1);

    @AfterEach
    void close() {
        disk.countDown();
        bench.close();
    }

    @Test
    void everythingArrivesInItsOrder() {
        List<String> taken = new CopyOnWriteArrayList<>();
        try (JournalThread journal = JournalThread.around(event -> taken.add(event.name()))) {
            IntStream.range(0, 1000).forEach(i -> journal.record(event(i)));
            assertThat(journal.end(Duration.ofSeconds(20))).isTrue();
            assertThat(taken)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
            assertThat(journal.lost()).isZero();
            journal.record(event(1000));
            assertThat(journal.lost()).as("after the end").isEqualTo(1);
        }
    }

    @Test
    void whatFindsNoRoomIsCounted() {
        JournalThread journal = JournalThread.around(this::hang, 10);
        IntStream.range(0, 100).forEach(i -> journal.record(event(i)));

        assertThat(journal.lost()).isBetween(89L, 90L);
        assertThat(journal.end(Duration.ofMillis(50))).isFalse();
    }

    @Test
    void whatItThrowsAtIsCountedAndTheNextIsTaken() {
        List<String> taken = new CopyOnWriteArrayList<>();
        try (JournalThread journal = JournalThread.around(event -> {
            if (event.name().equals("1")) {
                throw new IllegalStateException("disk full");
            }
            taken.add(event.name());
        })) {
            IntStream.range(0, 3).forEach(i -> journal.record(event(i)));
            ServerProcess.await("the last", () -> taken.contains("2"));
            assertThat(taken).containsExactly("0", "2");
            assertThat(journal.lost()).isEqualTo(1);
        }
    }

    @Test
    void aJournalThatHangsStopsNothing() {
        JournalThread journal = JournalThread.around(this::hang);
        bench.journal = journal;
        bench.watch("dup", Lane.PROMETHEUS);
        bench.start();
        bench.await("it is measured", () -> bench.prometheus.asked("dup") > 5);
        bench.prometheus.value("dup", 99);
        bench.await("the flag says stop", bench.flag::saysStop);
        int asked = bench.prometheus.asked("dup");
        bench.await("it goes on", () -> bench.prometheus.asked("dup") > asked + 5);
        assertThat(journal.end(Duration.ofMillis(50))).as("all was taken").isFalse();
    }

    /** For ever, as far as anybody who calls it can tell. */
    private void hang(Event event) {
        try {
            disk.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Event event(int number) {
        return new Event(Instant.EPOCH, Event.Level.INFO, Integer.toString(number), Map.of());
    }
}

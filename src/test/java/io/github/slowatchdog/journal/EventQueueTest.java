package io.github.slowatchdog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What waits while the disk hangs: nobody takes here, so nothing moves unless the test moves it. */
class EventQueueTest {

    private final EventQueue queue = new EventQueue();

    @Test
    void aHungDiskCostsTheNewestEventsAndSaysSoOnce() {
        for (int i = 0; i < EventQueue.EVENTS; i++) {
            assertThat(queue.add(Journals.event("e"))).isEqualTo(EventQueue.Added.WAITS);
        }
        assertThat(queue.add(Journals.event("e"))).isEqualTo(EventQueue.Added.DROPPED_FIRST);
        assertThat(queue.add(Journals.event("e"))).isEqualTo(EventQueue.Added.DROPPED);
        assertThat(queue.flush(Duration.ofMillis(10))).as("nobody writes").isFalse();
        int taken = 0;
        while (taken < EventQueue.EVENTS) {
            taken += take().events().size();
        }
        assertThat(queue.add(Journals.event("e"))).isEqualTo(EventQueue.Added.WAITS);
    }

    @Test
    void ofStatesOnlyTheNewestWaits() {
        queue.replace(new EventQueue.State(Journals.AT, Checkpoints.of("first")));
        queue.replace(new EventQueue.State(Journals.AT, Checkpoints.of("second")));
        assertThat(take().state().orElseThrow().checkpoint().phase()).isEqualTo("second");
        assertThat(queue.take(Duration.ZERO).state()).isEmpty();
    }

    @Test
    void theLastWorkComesAfterEverythingThatWaits() {
        for (int i = 0; i < 200; i++) {
            queue.add(Journals.event("e"));
        }
        queue.close();
        assertThat(take().last()).isFalse();
        assertThat(take().last()).isTrue();
    }

    private EventQueue.Work take() {
        EventQueue.Work work = queue.take(Duration.ofSeconds(10));
        queue.done(work);
        return work;
    }
}

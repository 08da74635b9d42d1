package io.github.slowatchdog.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final Instant T0 = Instant.parse("2026-11-21T11:00:00Z");

    private final Outbox outbox = new Outbox(Duration.ofMinutes(1));

    private static Alert alert(String name, String summary) {
        return new Alert(
                new TreeMap<>(Map.of("alertname", name)),
                new TreeMap<>(Map.of("summary", summary)),
                Optional.of(T0.minusSeconds(5)),
                URI.create("http://localhost/"));
    }

    private static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }

    private List<Outbox.Message> due(long seconds) {
        return outbox.due(at(seconds), 64);
    }

    private List<Outbox.Message> show(long seconds, Alert... alerts) {
        outbox.show(List.of(alerts), at(seconds));
        return due(seconds);
    }

    private void accept(long seconds, List<Outbox.Message> messages) {
        outbox.accepted(messages, at(seconds));
    }

    @Test
    void a_new_alert_is_due_at_once_and_lasts_for_four_turns() {
        assertThat(show(0, alert("Stop", "ordered"))).singleElement().satisfies(message -> {
            assertThat(message.startsAt()).isEqualTo(at(-5));
            assertThat(message.endsAt()).isEqualTo(at(240));
        });
    }

    @Test
    void one_that_was_accepted_is_due_again_after_a_turn() {
        accept(0, show(0, alert("Stop", "ordered")));

        assertThat(show(59, alert("Stop", "ordered"))).isEmpty();
        assertThat(show(60, alert("Stop", "ordered")))
                .singleElement()
                .satisfies(message -> assertThat(message.endsAt()).isEqualTo(at(300)));
    }

    @Test
    void one_that_was_not_accepted_stays_due() {
        show(0, alert("Stop", "ordered"));

        assertThat(show(1, alert("Stop", "ordered"))).hasSize(1);
    }

    @Test
    void one_that_says_more_than_before_is_due_at_once() {
        accept(0, show(0, alert("Stop", "ordered")));

        assertThat(show(1, alert("Stop", "confirmed"))).hasSize(1);
    }

    @Test
    void what_was_on_its_way_while_it_came_to_say_more_does_not_count() {
        List<Outbox.Message> before = show(0, alert("Stop", "ordered"));
        outbox.show(List.of(alert("Stop", "confirmed")), at(1));
        accept(1, before);

        assertThat(due(1)).hasSize(1);
    }

    @Test
    void one_that_is_over_is_told_so_until_that_is_accepted() {
        accept(0, show(0, alert("Stop", "ordered")));

        List<Outbox.Message> over = show(10);
        assertThat(over)
                .singleElement()
                .satisfies(message -> assertThat(message.endsAt()).isEqualTo(at(10)));
        assertThat(show(11)).as("not accepted").isEqualTo(over);
        accept(12, over);
        assertThat(show(13)).isEmpty();
    }

    @Test
    void one_that_may_have_arrived_unheard_is_told_to_be_over() {
        show(0, alert("Stop", "ordered"));

        assertThat(show(10)).hasSize(1);
    }

    @Test
    void one_that_was_never_on_its_way_is_over_without_a_word() {
        outbox.show(List.of(alert("Stop", "ordered")), at(0));

        assertThat(show(1)).isEmpty();
    }

    @Test
    void one_that_has_ended_by_itself_meanwhile_is_forgotten() {
        accept(0, show(0, alert("Stop", "ordered")));
        show(10);

        assertThat(show(239)).hasSize(1);
        assertThat(show(240)).isEmpty();
    }

    @Test
    void one_that_comes_back_begins_anew() {
        accept(0, show(0, alert("Stop", "ordered")));
        show(10);

        assertThat(show(11, alert("Stop", "ordered")))
                .singleElement()
                .satisfies(message -> assertThat(message.endsAt()).isEqualTo(at(251)));
    }

    @Test
    void an_alert_that_ended_while_its_message_was_on_its_way_is_not_taken_for_accepted() {
        List<Outbox.Message> sent = show(0, alert("Stop", "ordered"));
        outbox.show(List.of(), at(1));
        accept(1, sent);

        assertThat(due(1))
                .singleElement()
                .satisfies(message -> assertThat(message.endsAt()).isEqualTo(at(1)));
    }

    @Test
    void an_alert_without_a_beginning_began_when_it_was_first_seen() {
        Alert unknown = new Alert(
                new TreeMap<>(Map.of("alertname", "SoakEnded")),
                new TreeMap<>(),
                Optional.empty(),
                URI.create("http://localhost/"));

        assertThat(show(7, unknown))
                .singleElement()
                .satisfies(message -> assertThat(message.startsAt()).isEqualTo(at(7)));
        assertThat(show(70, unknown))
                .singleElement()
                .satisfies(message -> assertThat(message.startsAt()).isEqualTo(at(7)));
    }

    @Test
    void many_go_in_several_posts_each_once() {
        Alert[] many = IntStream.range(0, 150)
                .mapToObj(i -> alert("Breach" + i, "in breach"))
                .toArray(Alert[]::new);
        outbox.show(List.of(many), at(0));

        for (int size : List.of(64, 64, 22, 0)) {
            List<Outbox.Message> batch = due(0);
            assertThat(batch).hasSize(size);
            accept(0, batch);
        }
    }

    @Test
    void a_clock_that_was_set_back_keeps_nothing_from_being_sent() {
        accept(0, show(0, alert("Stop", "ordered")));

        assertThat(show(-3600, alert("Stop", "ordered"))).hasSize(1);
    }
}

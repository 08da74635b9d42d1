package io.github.slowatchdog.alertmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What one Alertmanager has been told, and what it must be told next. Level-triggered: an alert is due when it is new, says more
 * than before, was not accepted, or was accepted a while ago; one that is over is due until that is accepted. Each message carries
 * its own end, so that an alert that nobody sends any more ends by itself. Time is data; not safe from several threads.
 */
final class Outbox {

    /** As Prometheus does it: three messages in a row may be lost. */
    private static final int LASTS = 4;

    /**
     * An alert as it is to be sent.
     *
     * @param endsAt in the future while it goes on
     */
    record Message(Alert alert, Instant startsAt, Instant endsAt) {}

    /**
     * @param over since when it no longer holds; empty while it does
     * @param accepted when it was last accepted as it stands
     * @param lasts the latest end that may have been told
     */
    private record Entry(
            Alert alert,
            Instant startsAt,
            Optional<Instant> over,
            Optional<Instant> accepted,
            Optional<Instant> lasts) {

        static Entry begun(Alert alert, Instant at, Optional<Instant> lasts) {
            return new Entry(alert, at, Optional.empty(), Optional.empty(), lasts);
        }

        Entry saying(Alert now) {
            return new Entry(now, startsAt, over, now.tellsMoreThan(alert) ? Optional.empty() : accepted, lasts);
        }

        Entry over(Instant now) {
            return new Entry(alert, startsAt, Optional.of(now), Optional.empty(), lasts);
        }

        Entry tried(Instant until) {
            return new Entry(alert, startsAt, over, accepted, Optional.of(until));
        }

        Entry accepted(Instant now) {
            return new Entry(alert, startsAt, over, Optional.of(now), lasts);
        }
    }

    private final Duration resend;
    private Map<SortedMap<String, String>, Entry> entries = new LinkedHashMap<>();

    /** @param resend an alert that goes on is sent again after this time */
    Outbox(Duration resend) {
        this.resend = resend;
    }

    /** These are the alerts from now on; those that were and are not among them are over. */
    void show(List<Alert> active, Instant now) {
        Map<SortedMap<String, String>, Entry> next = new LinkedHashMap<>();
        for (Alert alert : active) {
            Entry known = entries.get(alert.labels());
            Instant began = alert.since().filter(since -> !since.isAfter(now)).orElse(now);
            next.put(
                    alert.labels(),
                    known != null && known.over().isEmpty()
                            ? known.saying(alert)
                            : Entry.begun(
                                    alert, began, Optional.ofNullable(known).flatMap(Entry::lasts)));
        }
        entries.forEach((labels, entry) -> {
            // one that was never on its way is known to nobody; one whose end has passed has ended by itself
            if (entry.lasts().filter(now::isBefore).isPresent()) {
                next.putIfAbsent(labels, entry.over().isPresent() ? entry : entry.over(now));
            }
        });
        entries = next;
    }

    /**
     * What is to be sent now, in the order of the alerts, those that are over last. It counts as tried: it may arrive, whatever is
     * answered.
     */
    List<Message> due(Instant now, int most) {
        Instant end = now.plus(resend.multipliedBy(LASTS));
        List<Message> due = new ArrayList<>();
        Map<SortedMap<String, String>, Entry> tried = new HashMap<>();
        for (Map.Entry<SortedMap<String, String>, Entry> at : entries.entrySet()) {
            Entry entry = at.getValue();
            if (due.size() < most && isDue(entry, now)) {
                due.add(new Message(
                        entry.alert(), entry.startsAt(), entry.over().orElse(end)));
                tried.put(at.getKey(), entry.over().isPresent() ? entry : entry.tried(end));
            }
        }
        entries.putAll(tried);
        return due;
    }

    private boolean isDue(Entry entry, Instant now) {
        // a clock that was set back must not keep it from being sent
        return entry.accepted()
                .filter(then -> Duration.between(then, now).abs().compareTo(resend) < 0)
                .isEmpty();
    }

    /** These were accepted: those that are over are done with. */
    void accepted(List<Message> messages, Instant now) {
        for (Message message : messages) {
            Entry entry = entries.get(message.alert().labels());
            if (entry == null) {
                continue;
            }
            // it may have ended, or have come to say more, while the message was on its way
            if (entry.over().filter(message.endsAt()::equals).isPresent()) {
                entries.remove(message.alert().labels());
            } else if (entry.over().isEmpty() && !entry.alert().tellsMoreThan(message.alert())) {
                entries.put(message.alert().labels(), entry.accepted(now));
            }
        }
    }
}

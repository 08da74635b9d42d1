package io.github.slowatchdog.alertmanager;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.client.Call;
import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.client.HttpCaller;
import io.github.slowatchdog.config.Settings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one Alertmanager, and waits for no other. One post at a time, of a bounded number of alerts; one that fails is made again
 * after a while that doubles up to a limit. Where there is nothing to tell, an empty post now and then finds out whether there could
 * be. Everything happens on one thread, which is the executor's.
 */
final class Sender {

    private static final Logger LOG = LoggerFactory.getLogger(AlertPusher.class);
    private static final int BATCH = 64;
    private static final long MAX_ANSWER = 64 * 1024L;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final URI url;
    private final HttpCaller caller;
    private final Duration timeout;
    private final Duration resend;
    private final Executor thread;
    private final InstantSource clock;
    private final Outbox outbox;
    private boolean busy;
    private Duration pause = Duration.ZERO;
    private Instant tried = Instant.MIN;
    private volatile Delivery delivery;

    Sender(URI url, HttpCaller caller, Settings.Alertmanager settings, Executor thread, InstantSource clock) {
        this.url = url;
        this.caller = caller;
        this.timeout = settings.timeout();
        this.resend = settings.resend();
        this.thread = thread;
        this.clock = clock;
        this.outbox = new Outbox(settings.resend());
        this.delivery = new Delivery(url.toString(), Optional.empty(), 0, 0);
    }

    /** How it has gone so far. Safe from any thread. */
    Delivery delivery() {
        return delivery;
    }

    /** These are the alerts from now on; sends what is due, unless it is at it or has just failed. */
    void show(List<Alert> active) {
        Instant now = clock.instant();
        outbox.show(active, now);
        if (!busy && hasPassed(pause, now)) {
            send(now);
        }
    }

    /** A clock that was set, back or forth, must not keep anything from being sent. */
    private boolean hasPassed(Duration time, Instant now) {
        return tried.equals(Instant.MIN) || Duration.between(tried, now).abs().compareTo(time) >= 0;
    }

    private void send(Instant now) {
        List<Outbox.Message> due = outbox.due(now, BATCH);
        // after a failure the pause alone counts: whether alerts would be taken is not left open for longer than need
        // be
        if (due.isEmpty() && pause.isZero() && !hasPassed(resend, now)) {
            return;
        }
        busy = true;
        tried = now;
        Call call = Call.json(Call.below(url, "/api/v2/alerts"), body(due), timeout, MAX_ANSWER);
        caller.call(call).onComplete(result -> thread.execute(() -> answered(due, result.result())));
    }

    private void answered(List<Outbox.Message> sent, Answer answer) {
        busy = false;
        Instant now = clock.instant();
        if (answer instanceof Answer.Ok ok && ok.isSuccess()) {
            outbox.accepted(sent, now);
            pause = Duration.ZERO;
            if (!delivery.up().orElse(true)) {
                LOG.atInfo().addKeyValue("alertmanager", url).log("alerts are taken again");
            }
            delivery = delivery.taken(sent.size());
            if (!sent.isEmpty()) {
                // there may be more than one batch
                send(now);
            }
            return;
        }
        pause = pause.isZero() ? FIRST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
        if (delivery.up().orElse(true)) {
            LOG.atWarn()
                    .addKeyValue("alertmanager", url)
                    .addKeyValue("why", why(answer))
                    .log("alerts are not taken, and tried again");
        }
        delivery = delivery.refused();
    }

    private static String why(Answer answer) {
        return answer instanceof Answer.Ok ok
                ? "HTTP " + ok.status() + ": " + Excerpt.of(ok.body().toString())
                : ((Answer.Failed) answer).detail();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Buffer body(List<Outbox.Message> messages) {
        JsonArray alerts = new JsonArray();
        for (Outbox.Message message : messages) {
            Alert alert = message.alert();
            alerts.add(new JsonObject()
                    .put("labels", new JsonObject(new LinkedHashMap<>(alert.labels())))
                    .put("annotations", new JsonObject(new LinkedHashMap<>(alert.annotations())))
                    .put("startsAt", message.startsAt().toString())
                    .put("endsAt", message.endsAt().toString())
                    .put("generatorURL", alert.generator().toString()));
        }
        return alerts.toBuffer();
    }
}

package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is asked within a moment, by all groups, and sends it as few questions: equal ones once, and those for raw samples
 * in {@link Batch batches}. Futures never fail.
 */
final class Questions {

    /**
     * So long a question waits for others: groups that are due at the same sample begin within a millisecond of each other. Nothing
     * is lost by it where a rhythm is known, since the rhythm then asks that much earlier.
     */
    private static final long GATHERING_MS = 2;

    /** So long they wait for what was asked first. */
    private static final long LONGEST_WAIT_MS = 250;

    /** The past is asked for alone: answers are long, and one that is too long would have to be asked for again. */
    private static final Duration LONGEST_JOINED = Duration.ofMinutes(15);

    private final Vertx vertx;
    private final QueryApi api;
    private final Apart apart = new Apart();
    private final Plans plans;
    private @Nullable Gathered gathered;

    /** @param most how many selectors go into one question */
    Questions(Vertx vertx, QueryApi api, int most) {
        this.vertx = vertx;
        this.api = api;
        this.plans = new Plans(most);
    }

    /** The raw samples of a selector, as many as its range holds, or some more before them. */
    private record Samples(Selector selector, Duration range) {}

    /** @param first on its way already; the others wait for it */
    private record Gathered(
            Map<String, Future<Reply>> first, Map<String, Promise<Reply>> whole, Map<Samples, Promise<Reply>> samples) {

        Gathered() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    /**
     * Asks for what the other questions of this moment must not be older than: they are sent when the answer is there. What is seen in
     * it is then in theirs as well, so that nobody takes a scrape for read that became visible between two questions.
     */
    synchronized Future<Reply> first(String promql) {
        return gathering().first().computeIfAbsent(promql, api::ask);
    }

    /** Asks for what an expression says now. */
    synchronized Future<Reply> ask(String promql) {
        return gathering()
                .whole()
                .computeIfAbsent(promql, ignored -> Promise.promise())
                .future();
    }

    /** Asks for raw samples; the answer may go back further. */
    synchronized Future<Reply> samples(Selector selector, Duration range) {
        return range.compareTo(LONGEST_JOINED) > 0
                ? ask(Sending.question(selector, range))
                : gathering()
                        .samples()
                        .computeIfAbsent(new Samples(selector, range), ignored -> Promise.promise())
                        .future();
    }

    private Gathered gathering() {
        Gathered now = gathered;
        if (now == null) {
            now = new Gathered();
            gathered = now;
            vertx.setTimer(GATHERING_MS, ignored -> sendAfterTheFirst(taken()));
        }
        return now;
    }

    private synchronized Gathered taken() {
        Gathered taken = gathered == null ? new Gathered() : gathered;
        gathered = null;
        return taken;
    }

    private void sendAfterTheFirst(Gathered all) {
        if (all.whole().isEmpty() && all.samples().isEmpty()) {
            return;
        }
        // one that hangs must not keep the others from being asked
        Promise<Void> ready = Promise.promise();
        long timer = vertx.setTimer(LONGEST_WAIT_MS, ignored -> ready.tryComplete());
        Future.join(List.copyOf(all.first().values())).onComplete(ignored -> {
            vertx.cancelTimer(timer);
            ready.tryComplete();
        });
        ready.future().onComplete(ignored -> send(all));
    }

    private void send(Gathered all) {
        Sending sending = new Sending(api, plans, apart);
        all.first().values().stream()
                .filter(Future::succeeded)
                .map(Future::result)
                .forEach(sending::note);
        List<Samples> byRange = all.samples().keySet().stream()
                .sorted(Comparator.comparing(Samples::range))
                .toList();
        while (!byRange.isEmpty()) {
            // one that has much to catch up must not make the answers of all the others long
            Duration most = byRange.get(0).range().multipliedBy(2);
            List<Samples> near = byRange.stream()
                    .takeWhile(one -> one.range().compareTo(most) <= 0)
                    .toList();
            byRange = byRange.subList(near.size(), byRange.size());
            Duration widest = near.get(near.size() - 1).range();
            Future<Map<Selector, Reply>> replies =
                    sending.ask(near.stream().map(Samples::selector).distinct().toList(), widest);
            near.forEach(one -> answer(
                    java.util.Objects.requireNonNull(all.samples().get(one)),
                    replies.map(bySelector -> bySelector.get(one.selector()))));
        }
        all.whole().forEach((promql, promise) -> answer(promise, sending.ask(promql)));
        sending.end();
    }

    private static void answer(Promise<Reply> promise, Future<Reply> reply) {
        reply.onComplete(result -> promise.complete(
                result.succeeded() && result.result() != null
                        ? result.result()
                        : new Reply.Failed(
                                Reason.ERROR,
                                "the answer could not be divided: "
                                        + Excerpt.of(String.valueOf(result.cause()), Excerpt.MESSAGE),
                                Reply.Fault.SERVER)));
    }
}

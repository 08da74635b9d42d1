package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The questions of one moment on their way. A batch that fails is asked for in halves, down to one selector, so that what cannot be
 * answered fails alone (each objective's trouble stays its own):
 *
 * <pre>
 *  the answer of a batch                                          what then
 *  whole, and can be divided                                      each member has its part
 *  refused, malformed, too large, not to be told apart            both halves, now
 *  partial                                                        each member by itself, now: only some may be
 *  not in time, though others were                                nobody has an answer; each by itself the next time
 *  not in time, like all the others; no server; not let in        nobody has an answer
 * </pre>
 */
final class Sending {

    private final QueryApi api;
    private final Plans plans;
    private final Apart apart;
    private final List<Future<?>> sent = new ArrayList<>();
    private final Queue<Batch> late = new ConcurrentLinkedQueue<>();
    private volatile boolean answered;

    Sending(QueryApi api, Plans plans, Apart apart) {
        this.api = api;
        this.plans = plans;
        this.apart = apart;
    }

    /** The samples of a selector in so much time up to now, as PromQL asks for them. */
    static String question(Selector selector, Duration range) {
        return selector + "[" + range.toSeconds() + "s]";
    }

    /** Asks for what an expression says. */
    Future<Reply> ask(String promql) {
        Future<Reply> reply = api.ask(promql).onSuccess(this::note);
        sent.add(reply);
        return reply;
    }

    /** Asks for raw samples; there is a reply for each selector. */
    Future<Map<Selector, Reply>> ask(List<Selector> selectors, Duration range) {
        List<Batch> batches = new ArrayList<>(
                plans.of(selectors.stream().filter(one -> !apart.isAlone(one)).toList()));
        selectors.stream().filter(apart::isAlone).map(Batch::alone).forEach(batches::add);
        Future<Map<Selector, Reply>> replies = ask(range, batches);
        sent.add(replies);
        return replies;
    }

    /** Nothing more will be asked. */
    void end() {
        Future.join(sent).onComplete(ignored -> {
            if (answered) {
                late.forEach(this::isTooSlow);
            }
        });
    }

    private void isTooSlow(Batch batch) {
        if (batch.isAlone()) {
            apart.failed(batch.selector());
        } else {
            apart.split(batch, singles(batch));
        }
    }

    private Future<Map<Selector, Reply>> ask(Duration range, List<Batch> batches) {
        List<Future<Map<Selector, Reply>>> all =
                batches.stream().map(batch -> ask(batch, range)).toList();
        return Future.all(all).map(ignored -> {
            Map<Selector, Reply> replies = new HashMap<>();
            all.forEach(one -> replies.putAll(one.result()));
            return replies;
        });
    }

    private Future<Map<Selector, Reply>> ask(Batch batch, Duration range) {
        return apart.parts(batch)
                .map(parts -> ask(range, parts))
                .orElseGet(
                        () -> api.ask(question(batch.selector(), range)).compose(reply -> take(batch, range, reply)));
    }

    private Future<Map<Selector, Reply>> take(Batch batch, Duration range, Reply reply) {
        note(reply);
        if (batch.isAlone()) {
            remember(batch, reply);
            return each(batch, reply);
        }
        if (reply instanceof Reply.Data answer) {
            if (answer.partial().isPresent()) {
                return split(batch, singles(batch), range);
            }
            Optional<Map<Selector, List<Series>>> divided = answer.data() instanceof QueryResponse.Matrix matrix
                    ? batch.divide(matrix.series())
                    : Optional.empty();
            return divided.map(parts -> Future.succeededFuture(replies(parts)))
                    .orElseGet(() -> split(batch, plans.halves(batch), range));
        }
        Reply.Failed failed = (Reply.Failed) reply;
        if (failed.fault() == Reply.Fault.QUESTION) {
            return split(batch, plans.halves(batch), range);
        }
        if (failed.fault() == Reply.Fault.LATE) {
            late.add(batch);
        }
        return each(batch, reply);
    }

    /** Whether it may go with others the next time. */
    private void remember(Batch single, Reply reply) {
        if (reply instanceof Reply.Failed failed) {
            switch (failed.fault()) {
                case QUESTION -> apart.failed(single.selector());
                case LATE -> late.add(single);
                case SERVER -> {} // tells nothing of the selector
            }
        } else if (((Reply.Data) reply).partial().isPresent()) {
            apart.failed(single.selector());
        } else {
            apart.answered(single.selector());
        }
    }

    /** Takes notice of another answer of the same moment. */
    void note(Reply reply) {
        answered |= reply instanceof Reply.Data
                || (reply instanceof Reply.Failed failed && failed.fault() == Reply.Fault.QUESTION);
    }

    private Future<Map<Selector, Reply>> split(Batch batch, List<Batch> into, Duration range) {
        apart.split(batch, into);
        return ask(range, into);
    }

    private static List<Batch> singles(Batch batch) {
        return batch.members().stream().map(Batch::alone).toList();
    }

    private static Future<Map<Selector, Reply>> each(Batch batch, Reply reply) {
        Map<Selector, Reply> replies = new HashMap<>();
        batch.members().forEach(member -> replies.put(member, reply));
        return Future.succeededFuture(replies);
    }

    private static Map<Selector, Reply> replies(Map<Selector, List<Series>> parts) {
        Map<Selector, Reply> replies = new HashMap<>();
        parts.forEach((member, series) ->
                replies.put(member, new Reply.Data(new QueryResponse.Matrix(series), Optional.empty())));
        return replies;
    }
}

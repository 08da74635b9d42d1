package io.github.slowatchdog.watch;

import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.FlagDocument;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A kill switch whose flag is a map. It keeps the same contract as the real one ({@link KillSwitchContract}), answers at
 * once, and can be made to fail or to hang. Answers come from the thread that asks, or that calls {@link #answer}.
 */
public final class FakeKillSwitch implements KillSwitch {

    private final FlagDocument document;
    private final InstantSource clock;
    private final List<StopOrder> holds = new ArrayList<>();
    private final List<Standing> looks = new ArrayList<>();
    private final List<Runnable> unanswered = new ArrayList<>();
    private final Map<String, Release> releases = new HashMap<>();
    private Optional<Map<String, Object>> flag = Optional.empty();
    private Optional<Map<String, Object>> before = Optional.empty();
    private Optional<StopOrder> inForce = Optional.empty();
    private Optional<StopOrder> adopted = Optional.empty();
    private boolean unowned;
    private Optional<SwitchFailure> trouble = Optional.empty();
    private Optional<Instant> lastDrill = Optional.empty();
    private String rightUnder = "";
    private boolean hanging;
    private boolean rewound;
    private boolean closed;
    private int writes;

    public FakeKillSwitch(FlagDocument document, InstantSource clock) {
        this.document = document;
        this.clock = clock;
    }

    @Override
    public synchronized Future<SwitchReport> hold(StopOrder order) {
        holds.add(order);
        return answered(() -> held(order));
    }

    @Override
    public synchronized Future<SwitchReport> look(Standing standing) {
        looks.add(standing);
        return answered(this::looked);
    }

    @Override
    public synchronized Future<Void> close() {
        closed = true;
        answer();
        return Future.succeededFuture();
    }

    /** From now on every question fails like this. */
    public synchronized void failWith(SwitchFailure failure) {
        trouble = Optional.of(failure);
    }

    /** Ends {@link #failWith}. */
    public synchronized void work() {
        trouble = Optional.empty();
    }

    /** From now on no question is answered, until {@link #answer}. */
    public synchronized void hang() {
        hanging = true;
    }

    /** Ends {@link #hang}; what was asked is done and answered now, in order. */
    public synchronized void answer() {
        hanging = false;
        List<Runnable> all = List.copyOf(unanswered);
        unanswered.clear();
        all.forEach(Runnable::run);
    }

    /** Somebody writes the flag by hand. */
    public synchronized void setFlag(Map<String, Object> value) {
        flag = Optional.of(Map.copyOf(value));
    }

    /** The flag is gone: deleted, evicted, flushed. */
    public synchronized void loseFlag() {
        flag = Optional.empty();
    }

    /** The flag is again what it was before it was last written: an old snapshot was loaded. */
    public synchronized void rewind() {
        flag = before;
        rewound = true;
    }

    /** Another watchdog, or a person, orders a stop. */
    public synchronized void orderFromElsewhere(StopOrder order) {
        inForce = Optional.of(order);
        write(document.stopped(flag.orElse(Map.of()), clock.instant()));
    }

    /** A person releases the order in force, if it is this one. */
    public synchronized void release(Release release) {
        if (inForce.filter(order -> order.id().equals(release.orderId())).isPresent()) {
            inForce = Optional.empty();
            releases.put(release.orderId(), release);
            write(document.released(flag.orElse(Map.of()), clock.instant()));
        }
    }

    /** A drill ended well at this time. */
    public synchronized void drilled(Instant at) {
        lastDrill = Optional.of(at);
    }

    public synchronized Optional<Map<String, Object>> flag() {
        return flag;
    }

    public synchronized boolean saysStop() {
        return flag.filter(document::saysStop).isPresent();
    }

    /** How often the flag was written through the switch or by a release or another order, not by hand. */
    public synchronized int writes() {
        return writes;
    }

    /** The order in force, as the others see it. */
    public synchronized Optional<StopOrder> order() {
        return inForce;
    }

    /** Every order that was asked to be held, oldest first. */
    public synchronized List<StopOrder> holds() {
        return List.copyOf(holds);
    }

    /** Every word that was left, oldest first. */
    public synchronized List<Standing> looks() {
        return List.copyOf(looks);
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    private Future<SwitchReport> answered(Supplier<SwitchReport> work) {
        Promise<SwitchReport> promise = Promise.promise();
        Runnable answer = () -> promise.complete(report(work));
        if (hanging) {
            unanswered.add(answer);
        } else {
            answer.run();
        }
        return promise.future();
    }

    private SwitchReport report(Supplier<SwitchReport> work) {
        Instant now = clock.instant();
        if (closed) {
            return new SwitchReport.Failed(now, SwitchFailure.OTHER, "the switch has been closed");
        }
        return trouble.<SwitchReport>map(failure -> new SwitchReport.Failed(
                        now, failure, "as the test wants it", failure.isRefusal() && !saysStop()))
                .orElseGet(work);
    }

    private SwitchReport held(StopOrder order) {
        Instant now = clock.instant();
        Optional<Release> release = Optional.ofNullable(releases.get(order.id()));
        if (release.isPresent()) {
            return new SwitchReport.Released(now, release.get());
        }
        boolean first = !rightUnder.equals(order.id());
        Optional<Rewrite> rewrite = saysStop() ? Optional.empty() : Optional.of(reason(first));
        String found = first || rewrite.isPresent() ? flag.map(Object::toString).orElse("") : "";
        if (rewrite.isPresent()) {
            write(document.stopped(flag.orElse(Map.of()), now));
        }
        rightUnder = order.id();
        rewound = false;
        if (inForce.filter(one -> !one.givesWay() || order.givesWay()).isEmpty()) {
            inForce = Optional.of(order);
        }
        return inForce.filter(other -> !other.id().equals(order.id()))
                .<SwitchReport>map(other -> new SwitchReport.Ordered(now, other))
                .orElseGet(() -> new SwitchReport.Held(now, rewrite, found));
    }

    private Rewrite reason(boolean first) {
        if (first) {
            return Rewrite.FIRST;
        }
        if (flag.isEmpty()) {
            return Rewrite.LOST;
        }
        return rewound ? Rewrite.STALE : Rewrite.OVERWRITTEN;
    }

    private SwitchReport looked() {
        Instant now = clock.instant();
        if (inForce.isPresent()) {
            unowned = false;
            return new SwitchReport.Ordered(now, inForce.get());
        }
        if (!saysStop()) {
            unowned = false;
            adopted = Optional.empty();
            return new SwitchReport.Clear(now, lastDrill);
        }
        if (!unowned) {
            unowned = true;
            return new SwitchReport.Unowned(now);
        }
        adopted = adopted.or(() -> Optional.of(StopOrder.of(Cause.ADOPTED, "", "the flag says stop", now, "unknown")));
        return new SwitchReport.Ordered(now, adopted.get());
    }

    private void write(Map<String, Object> value) {
        before = flag;
        flag = Optional.of(Map.copyOf(value));
        writes++;
    }
}

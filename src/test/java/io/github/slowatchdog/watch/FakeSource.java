package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/** A lane whose expressions have the values that a test gives them; it can be slow, silent or broken. */
final class FakeSource implements MetricSource {

    private final Lane lane;
    private final Map<String, Function<Instant, Future<Measurement>>> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> mostOpen = new ConcurrentHashMap<>();
    private final List<Runnable> held = new ArrayList<>();
    /** Whether it can also be asked for what was. */
    volatile boolean remembers;

    volatile BooleanSupplier up = () -> true;

    FakeSource(Lane lane) {
        this.lane = lane;
    }

    @Override
    public boolean isUp() {
        return up.getAsBoolean();
    }

    void value(String query, double value) {
        answers.put(query, now -> Future.succeededFuture(vector(now, value)));
    }

    static Measurement vector(Instant now, double value) {
        return new Measurement.Vector(now, List.of(new Measurement.Element(Labels.NONE, now, value)), Optional.empty());
    }

    void answer(String query, Function<Instant, Future<Measurement>> how) {
        answers.put(query, how);
    }

    /** From now on this is answered only by {@link #answerAll}. */
    void hold(String query, double value) {
        answers.put(query, now -> {
            Promise<Measurement> promise = Promise.promise();
            synchronized (held) {
                held.add(() -> promise.tryComplete(vector(now, value)));
            }
            return promise.future();
        });
    }

    void answerAll() {
        List<Runnable> all;
        synchronized (held) {
            all = List.copyOf(held);
            held.clear();
        }
        all.forEach(Runnable::run);
    }

    int asked(String query) {
        return asked.getOrDefault(query, new AtomicInteger()).get();
    }

    int mostOpen(String query) {
        return mostOpen.getOrDefault(query, new AtomicInteger()).get();
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public boolean remembers() {
        return remembers;
    }

    @Override
    public Round begin(Instant now) {
        return new Round() {
            @Override
            public Future<Measurement> read(Indicator indicator, Instant since) {
                String query = indicator.query();
                asked.computeIfAbsent(query, key -> new AtomicInteger()).incrementAndGet();
                AtomicInteger opened = open.computeIfAbsent(query, key -> new AtomicInteger());
                int running = opened.incrementAndGet();
                mostOpen.computeIfAbsent(query, key -> new AtomicInteger()).accumulateAndGet(running, Math::max);
                return answers.getOrDefault(query, at -> Future.succeededFuture(vector(at, 0)))
                        .apply(now)
                        .onComplete(done -> opened.decrementAndGet());
            }

            @Override
            public Future<List<Measurement>> history(Indicator indicator, Grid grid) {
                List<Future<Measurement>> each = Stream.concat(grid.moments().stream(), Stream.of(grid.now()))
                        .map(at -> begin(at).read(indicator, grid.since()))
                        .toList();
                return Future.all(each)
                        .map(all -> each.stream().map(Future::result).toList());
            }

            @Override
            public Future<Context> context(Instant since) {
                return Future.succeededFuture(new Context.Read(now, List.of(), List.of()));
            }
        };
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}

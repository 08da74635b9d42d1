package io.github.slowatchdog.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A thread that works through what it is given, one after the other, each taking its time. */
final class VirtualThread extends AbstractExecutorService {

    private final VirtualTime time;
    private final VirtualTime.Owner owner;
    private final LongSupplier takes;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean ended;

    /** @param takes how many nanoseconds the next one takes */
    VirtualThread(VirtualTime time, VirtualTime.Owner owner, LongSupplier takes) {
        this.time = time;
        this.owner = owner;
        this.takes = takes;
    }

    @Override
    public void execute(Runnable work) {
        waiting.addLast(work);
        if (waiting.size() == 1) {
            begin();
        }
    }

    private void begin() {
        time.after(takes.getAsLong(), owner, () -> {
            waiting.getFirst().run();
            waiting.removeFirst();
            if (!waiting.isEmpty()) {
                begin();
            }
        });
    }

    @Override
    public void shutdown() {
        ended = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        ended = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return ended;
    }

    @Override
    public boolean isTerminated() {
        return ended && waiting.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }
}

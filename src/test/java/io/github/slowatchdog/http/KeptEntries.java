package io.github.slowatchdog.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A journal in memory, which may have lost its beginning, fail, or hang. */
final class KeptEntries implements Entries {

    volatile long first = 1;
    volatile long newest;
    volatile boolean failing;
    volatile CountDownLatch hanging = new CountDownLatch(0);
    final AtomicInteger asked = new AtomicInteger();

    KeptEntries(long newest) {
        this.newest = newest;
    }

    static Entry entry(long seq) {
        return new Entry(
                seq,
                "{\"seq\":" + seq + ",\"at\":\"2026-11-21T13:00:00Z\",\"event\":\"stop ordered\",\"data\":{\"n\":" + seq
                        + "},\"prev\":\"" + "0".repeat(64) + "\",\"hash\":\"" + "1".repeat(64) + "\"}");
    }

    @Override
    public Optional<Page> after(long after, int entries, int bytes) throws IOException {
        asked.incrementAndGet();
        await();
        if (newest == 0) {
            return Optional.empty();
        }
        List<Entry> page = new ArrayList<>();
        long next = after;
        for (long seq = Math.max(after + 1, first); seq <= newest && page.size() < Math.min(entries, 5); seq++) {
            page.add(entry(seq));
            next = seq;
        }
        List<Flaw> flaws =
                first > after + 1 ? List.of(new Flaw(first, "entries before it were taken away")) : List.of();
        return Optional.of(new Page(page, first, next, next < newest, flaws));
    }

    @Override
    public long last() throws IOException {
        await();
        return newest;
    }

    private void await() throws IOException {
        try {
            hanging.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (failing) {
            throw new IOException("Input/output error");
        }
    }
}

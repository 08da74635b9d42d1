package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.Relay;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Kills a watchdog at one moment of a stop. It sits between the watchdog and Redis, where the moments can be told apart. */
final class Killing implements Relay.Tap {

    /** When it is killed. */
    enum Moment {
        /** About when the breach can be seen: mostly before. */
        BREACH("at the breach"),
        /** The decision is made, and nothing of the write has reached Redis. */
        DECIDED("decided"),
        /** A part of the write has reached Redis: some bytes, or all of them. */
        WRITING("writing"),
        /** Redis has done the write, and its answer has not been read. */
        UNANSWERED("unanswered"),
        /** The write has been answered; what follows it is under way, or done. */
        WRITTEN("written");

        final String words;

        Moment(String words) {
            this.words = words;
        }
    }

    private static final int BREACH_MS = 130;
    private static final int WRITTEN_MS = 400;
    private static final int PATIENCE_S = 90;

    private final Moment moment;
    private final Random random;
    private final WatchdogProcess victim;
    private final CountDownLatch killed = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private boolean written;

    Killing(Moment moment, Random random, WatchdogProcess victim) {
        this.moment = moment;
        this.random = random;
        this.victim = victim;
    }

    /** Waits for the moment, and kills. The breach has begun. */
    void carryOut() throws InterruptedException {
        switch (moment) {
            case BREACH -> TimeUnit.MICROSECONDS.sleep(random.nextInt(BREACH_MS * 1000));
            case WRITTEN -> {
                await(answered);
                TimeUnit.MICROSECONDS.sleep(random.nextInt(WRITTEN_MS * 1000));
            }
            default -> await(killed);
        }
        victim.kill();
    }

    private void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new AssertionError("never " + moment.words + ":\n" + victim.log());
        }
    }

    @Override
    public synchronized int toServer(String said) {
        boolean write = said.contains("EVAL") && said.contains("\r\nexec_mode\r\n");
        if (killed.getCount() == 0 || !write) {
            return killed.getCount() == 0 ? 0 : said.length();
        }
        written = true;
        if (moment == Moment.DECIDED) {
            return kill(0);
        }
        return moment == Moment.WRITING ? kill(1 + random.nextInt(said.length())) : said.length();
    }

    @Override
    public synchronized int toClient(String said) {
        if (written && moment == Moment.UNANSWERED) {
            return kill(0);
        }
        if (written) {
            answered.countDown();
        }
        return said.length();
    }

    private int kill(int passed) {
        try {
            victim.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        killed.countDown();
        return passed;
    }
}

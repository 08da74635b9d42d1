package io.github.slowatchdog.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Renews the lease each third of its life while all is well, and lets go of it as soon as it is not (SPEC 7.5). What is not
 * known yet does neither: a restart must not take the bot's lease away.
 */
final class LeaseKeeping {

    /** What should become of the lease. */
    enum Wish {
        KEEP,
        LEAVE,
        DROP
    }

    /** A beat that comes a little early must not put off a renewal for a whole beat. */
    private static final Duration EARLY = Duration.ofMillis(500);
    /** A question that has not been answered for this long is asked again. */
    private static final Duration LOST = Duration.ofSeconds(10);
    /** Once more than needed: a renewal whose answer was lost may land late, between the two. */
    private static final int DROPS = 2;

    private final Loop loop;
    private final Lease lease;
    private final Pending question = new Pending(LOST);
    private Optional<Instant> kept = Optional.empty();
    private Instant asked = Instant.MIN;
    private int drops;
    private Optional<String> trouble = Optional.empty();

    LeaseKeeping(Loop loop, Lease lease) {
        this.loop = loop;
        this.lease = lease;
    }

    /** Whether it surely exists, as far as can be known here. */
    boolean isHeld(Instant now) {
        return kept.filter(at -> Duration.between(at, now).abs().compareTo(lease.ttl()) < 0)
                .isPresent();
    }

    /** Once a second. */
    void beat(Instant now, Wish wish) {
        switch (wish) {
            case KEEP -> keep(now);
            case DROP -> drop();
            case LEAVE -> {
                // it ends by itself, or is renewed when more is known
            }
        }
    }

    private void keep(Instant now) {
        Duration due = lease.ttl().dividedBy(3).minus(EARLY);
        // either way: a clock that is set back must not let it end
        boolean early = kept.isPresent() && Duration.between(asked, now).abs().compareTo(due) < 0;
        if (early || !question.isFree(now)) {
            return;
        }
        asked = now;
        drops = 0;
        long number = question.begin(now);
        loop.on(loop.ask(lease::keep, LeaseKeeping::broken), answer -> {
            tell(answer);
            if (question.end(number) && answer.isEmpty()) {
                if (kept.isEmpty()) {
                    loop.tell(
                            Event.Level.INFO,
                            "lease taken",
                            Map.of("ttl_s", lease.ttl().toSeconds()));
                }
                kept = Optional.of(now);
            }
        });
    }

    /** Lets go at once, over a renewal that is on its way, too. */
    void drop() {
        if (drops >= DROPS) {
            return;
        }
        if (kept.isPresent()) {
            loop.tell(Event.Level.WARN, "lease let go", Map.of());
        }
        kept = Optional.empty();
        long number = question.begin(loop.now());
        loop.on(loop.ask(lease::drop, LeaseKeeping::broken), answer -> {
            tell(answer);
            if (question.end(number) && answer.isEmpty()) {
                drops++;
            }
        });
    }

    private static Optional<String> broken(Throwable e) {
        return Optional.of("a bug in the lease: " + e);
    }

    private void tell(Optional<String> answer) {
        if (answer.isPresent() && trouble.isEmpty()) {
            loop.tell(Event.Level.ERROR, "lease failed", Map.of("detail", answer.get()));
        }
        trouble = answer;
    }
}

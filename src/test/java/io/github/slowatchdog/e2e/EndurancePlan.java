package io.github.slowatchdog.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What is broken in {@link Endurance}, what the bot does, and in which order; all of it from the seed. Every kind comes once before any
 * comes twice, but for the deaths of the watchdog: there are more of them in the first two fifths, and none later, so that one
 * process lives long enough to show whether it grows.
 */
record EndurancePlan(List<Step> troubles, List<Act> offences) {

    /** A fault, how long it lasts, and how long all is whole before it. */
    record Step(Trouble trouble, int after, int seconds) {}

    /** An offence, and how long the bot is good before it. */
    record Act(Offence offence, int after) {}

    /** What an offence and the release after it take, as a rule. */
    private static final int CYCLE = 12;

    static EndurancePlan of(long seed, Duration length) {
        return new EndurancePlan(troubles(new Random(seed), length), offences(new Random(seed + 1), length));
    }

    private static List<Step> troubles(Random random, Duration length) {
        List<Step> all = new ArrayList<>();
        List<Trouble> pack = new ArrayList<>();
        for (long at = 0; at < length.toSeconds(); ) {
            int after = 25 + random.nextInt(36);
            int seconds = 3 + random.nextInt(12);
            boolean kills = mayKill(at + after, length);
            Trouble next = kills && random.nextInt(4) == 0
                    ? Trouble.WATCHDOG_KILLED
                    : drawn(pack, Arrays.asList(Trouble.values()), random);
            if (kills || next != Trouble.WATCHDOG_KILLED) {
                all.add(new Step(next, after, seconds));
                at += after + seconds;
            }
        }
        return all;
    }

    private static List<Act> offences(Random random, Duration length) {
        List<Act> all = new ArrayList<>();
        List<Offence> pack = new ArrayList<>();
        for (long at = 0; at < length.toSeconds(); ) {
            int after = 5 + random.nextInt(30);
            Offence next = drawn(pack, Arrays.asList(Offence.values()), random);
            if (!next.killsTheWatchdog() || mayKill(at + after, length)) {
                all.add(new Act(next, after));
                at += after + CYCLE;
            }
        }
        return all;
    }

    private static boolean mayKill(long second, Duration length) {
        return second < length.toSeconds() * 2 / 5;
    }

    private static <T> T drawn(List<T> pack, List<T> kinds, Random random) {
        if (pack.isEmpty()) {
            pack.addAll(kinds);
            Collections.shuffle(pack, random);
        }
        return pack.remove(pack.size() - 1);
    }
}

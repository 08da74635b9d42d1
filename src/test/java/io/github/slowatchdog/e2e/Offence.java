package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/** What the bot does in {@link Endurance} that it must be stopped for. */
enum Offence {
    DUPLICATE("duplicate_intents"),
    ILLEGAL("illegal_transitions"),
    BIRTH("duplicate_intents"),
    THIRD_MODE("exec_mode"),
    LEVERAGE("max_leverage"),
    DUPLICATE_AND_WATCHDOG_DIES("duplicate_intents"),
    DUPLICATE_AND_BOT_DIES("duplicate_intents"),
    DUPLICATE_WHILE_WATCHDOG_IS_AWAY_AND_BOT_DIES("duplicate_intents"),
    PROMETHEUS_AWAY_FOR_GOOD("");

    /** {@code stop.when_blind.after}. */
    static final Duration BLIND_AFTER = Duration.ofSeconds(60);

    private static final String COUNTER = "vanta_intent_duplicate_total";
    private static final String MODE = "vanta_exec_mode{mode=\"PAPER\"}";
    private static final String LEVER = "vanta_max_leverage";
    /** The series is stored as the bot of before shows it: a name of its own makes that sure. */
    private static final Duration STORED = Duration.ofSeconds(30);

    private final String slo;

    Offence(String slo) {
        this.slo = slo;
    }

    String told() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether an order for this cause and objective is right. */
    boolean leadsTo(String cause, String objective) {
        return slo.isEmpty() ? cause.equals("blind") : cause.equals("breach") && slo.equals(objective);
    }

    /** Whether it is over when it has been mended: then a release need not be forced. */
    boolean isCurable() {
        return this == THIRD_MODE || this == LEVERAGE || this == PROMETHEUS_AWAY_FOR_GOOD;
    }

    /** How long it may take in all. */
    Duration takes() {
        return this == PROMETHEUS_AWAY_FOR_GOOD
                ? BLIND_AFTER.plus(Endurance.BOUND.multipliedBy(2))
                : Endurance.BOUND.multipliedBy(2);
    }

    boolean killsTheWatchdog() {
        return this == DUPLICATE_AND_WATCHDOG_DIES || this == DUPLICATE_WHILE_WATCHDOG_IS_AWAY_AND_BOT_DIES;
    }

    /** Makes it happen; back when it has, and nothing is broken any more. */
    void commit(EnduranceGround ground, int number, Random random, EnduranceOracle oracle)
            throws IOException, InterruptedException {
        BotProcess bot = ground.bot();
        String birth = COUNTER + "{pod=\"" + number + "\"}";
        switch (this) {
            case DUPLICATE -> make(bot, "duplicate");
            case ILLEGAL -> make(bot, "illegal");
            case BIRTH -> make(bot, "set&n=1" + BotProcess.series(birth));
            case THIRD_MODE -> make(bot, "set&n=1" + BotProcess.series(MODE));
            case LEVERAGE -> make(bot, "set&n=9" + BotProcess.series(LEVER));
            case DUPLICATE_AND_WATCHDOG_DIES -> {
                int after = random.nextInt(2000);
                int away = 1000 + random.nextInt(8000);
                ground.harm(() -> {
                    make(bot, "duplicate");
                    EnduranceGround.pause(after);
                    ground.watchdog().kill();
                    EnduranceGround.pause(away);
                    ground.relaunch();
                });
            }
            case DUPLICATE_AND_BOT_DIES ->
                ground.harm(() -> {
                    make(bot, "set&n=1" + BotProcess.series(birth));
                    botDies(ground, birth);
                });
            case DUPLICATE_WHILE_WATCHDOG_IS_AWAY_AND_BOT_DIES ->
                ground.harm(() -> {
                    ground.watchdog().kill();
                    make(bot, "set&n=1" + BotProcess.series(birth));
                    botDies(ground, birth);
                    ground.relaunch();
                });
            case PROMETHEUS_AWAY_FOR_GOOD ->
                ground.harm(() -> {
                    ground.prometheus().process().kill();
                    oracle.awaitOrder(BLIND_AFTER.plus(Endurance.BOUND));
                    ground.prometheus().restart();
                });
        }
    }

    /** The bot crashes as soon as Prometheus has seen it: before that nobody could know. */
    private static void botDies(EnduranceGround ground, String series) {
        ServerProcess.await("stored: " + series, STORED, () -> ground.stored(series));
        ground.bot().process().kill();
        ground.bot().restart();
    }

    private static void make(BotProcess bot, String what) {
        ServerProcess.await("the bot does it: " + what, () -> bot.inject(what));
    }

    /** What lasts is taken away; whether the bot has done so. */
    boolean mend(BotProcess bot) {
        return switch (this) {
            case THIRD_MODE -> bot.inject("remove" + BotProcess.series(MODE));
            case LEVERAGE -> bot.inject("set&n=2" + BotProcess.series(LEVER));
            default -> true;
        };
    }
}

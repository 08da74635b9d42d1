package io.github.slowatchdog.e2e;

import io.github.slowatchdog.demo.DemoBot;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The demo bot, to which the mishaps happen. */
final class MishapBot implements AutoCloseable {

    private final DemoBot bot = DemoBot.start();
    private final List<Mishap> mishaps;

    MishapBot(List<Mishap> mishaps) {
        this.mishaps = mishaps;
        declare();
    }

    /** Host and port. */
    String address() {
        return bot.url().getAuthority();
    }

    private void declare() {
        mishaps.stream().map(Mishap::before).filter(what -> !what.isEmpty()).forEach(bot::inject);
    }

    /** Makes it happen; back when it is over. The moment in which it began. */
    Instant suffer(Mishap mishap) throws InterruptedException {
        Instant began = Instant.now();
        bot.inject(mishap.event());
        if (mishap.lasts() > 0) {
            TimeUnit.MILLISECONDS.sleep(mishap.lasts());
            if (mishap.isCrash()) {
                bot.inject("restart");
                declare();
            } else {
                bot.inject(mishap.before());
            }
        }
        return began;
    }

    @Override
    public void close() {
        bot.close();
    }
}

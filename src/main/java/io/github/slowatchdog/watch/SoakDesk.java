package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.soak.Admission;
import io.github.slowatchdog.soak.Build;
import io.github.slowatchdog.soak.BuildWatch;
import io.github.slowatchdog.soak.SoakClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When one soak ends and another begins: with another build of the bot, or because a person wants it (SPEC 5). A stop in force has
 * nothing to do with it.
 */
final class SoakDesk {

    /** Where {@code up} is not watched, what is older than this is gone. */
    private static final Duration MAX_AGE = Duration.ofSeconds(90);

    private final Loop loop;
    private final WatchdogSetup setup;
    private final Reckoning reckoning;
    private final SoakDiary diary;
    private final Runnable begun;
    private Optional<BuildKeeping> builds = Optional.empty();
    private boolean overridden;

    /** @param begun what else begins with a new soak */
    SoakDesk(Loop loop, WatchdogSetup setup, Reckoning reckoning, SoakDiary diary, Runnable begun) {
        this.loop = loop;
        this.setup = setup;
        this.reckoning = reckoning;
        this.diary = diary;
        this.begun = begun;
        this.overridden = setup.start().overridden();
    }

    /**
     * The watch begins.
     *
     * @param left what another process kept, which the reckoning goes on from
     * @param anew the objectives that begin anew
     */
    void begin(Optional<Checkpoint> left, List<String> anew) {
        WatchdogSetup.Start start = setup.start();
        Optional<Checkpoint.Followed> followed = left.flatMap(Checkpoint::build);
        Optional<String> before = followed.flatMap(Checkpoint.Followed::name);
        start.metric().ifPresent(metric -> follow(metric, followed));
        Optional<String> other = start.build().filter(now -> before.isPresent() && !before.equals(start.build()));
        if (left.isPresent() && (other.isPresent() || start.newSoak().isPresent())) {
            Map<String, Object> why = new LinkedHashMap<>();
            other.ifPresent(now -> why.putAll(change(before.orElseThrow(), now)));
            start.newSoak().ifPresent(wish -> {
                why.put("by", wish.by());
                why.put("reason", wish.reason());
                why.putIfAbsent("why", wish.by() + " wanted a new soak: " + wish.reason());
            });
            restart(why, Optional.empty());
        } else {
            diary.started(reckoning.soak(), left.map(Checkpoint::at), anew);
        }
    }

    private void follow(Indicator.State metric, Optional<Checkpoint.Followed> before) {
        WatchdogSetup.Start start = setup.start();
        BuildWatch watch = new BuildWatch(start.build()
                .or(() -> before.flatMap(Checkpoint.Followed::name))
                .or(start::assumed));
        if (start.build().isEmpty()) {
            watch.take(new Build.Unknown("not read yet"));
        }
        Instant now = loop.now();
        BuildBook book = new BuildBook(watch, now);
        before.ifPresent(followed -> book.resume(followed, now));
        reckoning.follow(book);
        builds = Optional.of(
                new BuildKeeping(loop, setup.sources(), metric, setup.maxAge().orElse(MAX_AGE), watch));
    }

    /** Once a second, before the soak goes on. */
    void beat(Instant now) {
        builds.ifPresent(keeping -> keeping.beat(now, this::changed));
    }

    private void changed(BuildWatch.Change change) {
        Admission admission = setup.start().admission().apply(new Build.Known(change.to()));
        Optional<String> refusal = admission instanceof Admission.Refused refused
                ? Optional.of("this phase may not be soaked on build " + change.to() + ": "
                        + refused.reason().word() + ": " + refused.why())
                : Optional.empty();
        // whoever overrode a refusal did so for the build of then
        overridden = false;
        if (admission instanceof Admission.Granted granted) {
            tellBegun(change.to(), granted);
        }
        restart(change(change.from(), change.to()), refusal);
    }

    /** So that a restart which cannot tell the build just now knows on which one to go on. */
    private void tellBegun(String build, Admission.Granted granted) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("phase", setup.phase());
        data.put("begun", "rebuilt");
        data.put("build", build);
        granted.by().ifPresent(pass -> {
            data.put("passed_soak", pass.soak());
            data.put("passed_at", pass.at().toString());
        });
        loop.tell(Event.Level.INFO, "phase", data);
    }

    private static Map<String, Object> change(String from, String to) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("from", from);
        data.put("to", to);
        data.put("why", "the bot runs as build " + to + " now, before it was " + from);
        return data;
    }

    private void restart(Map<String, Object> why, Optional<String> refusal) {
        Instant now = loop.now();
        SoakClock before = reckoning.soak();
        reckoning.beginSoak(now);
        diary.restarted(before, reckoning.soak(), why);
        refusal.ifPresent(reason -> reckoning.fail(reason, now));
        begun.run();
    }

    Board.SoakView view() {
        return Board.SoakView.of(setup.phase(), reckoning.soak(), build(), overridden);
    }

    private Optional<String> build() {
        return reckoning
                .build()
                .map(BuildBook::name)
                .orElseGet(() -> setup.start().build());
    }
}

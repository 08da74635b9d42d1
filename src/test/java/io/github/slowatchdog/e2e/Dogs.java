package io.github.slowatchdog.e2e;

import io.github.slowatchdog.cli.Wiring;
import io.github.slowatchdog.config.ConfigLoader;
import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.ByHand;
import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Several watchdogs on the flag of one stage. */
record Dogs(Stage stage, List<Settings> settings, List<Wiring> all) {

    /** Starts one of each name, all with these rules and this rest of {@code stop}. */
    static Dogs start(Stage stage, List<String> names, String rules, String stop) {
        Path file = stage.configuration(stage.prometheus().url().getPort(), rules, stop);
        List<Settings> settings = new ArrayList<>();
        List<Wiring> all = new ArrayList<>();
        for (String name : names) {
            settings.add(named(file, name));
            all.add(stage.with(Wiring.start(settings.get(settings.size() - 1))));
        }
        return new Dogs(stage, settings, all);
    }

    private static Settings named(Path file, String name) {
        try {
            Path own = file.resolveSibling("dog-" + name + ".yaml");
            Files.writeString(own, Files.readString(file).replace("name: stage", "name: " + name));
            Loaded loaded = ConfigLoader.load(own, Optional.empty(), unset -> Optional.empty());
            if (loaded instanceof Loaded.Ok ok) {
                return ok.settings();
            }
            throw new AssertionError(loaded.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void await(String what, Predicate<Wiring> condition) {
        stage.await(what + " at each of " + all.size(), () -> all.stream().allMatch(condition));
    }

    void awaitAllPass() {
        await(
                "all objectives pass",
                dog -> dog.board().objectives().stream().allMatch(view -> view.verdict() == Verdict.PASS)
                        && dog.board().stop().switchUp().orElse(false)
                        && dog.board().stop().state() == StopState.CLEAR);
    }

    /** The one order that each of them holds, once the bot has been seen to obey. */
    StopOrder awaitStopped() {
        await("stop confirmed", dog -> dog.board().stop().state() == StopState.CONFIRMED);
        stage.await(
                "one order",
                () -> all.stream()
                                .map(dog -> dog.board().stop().order())
                                .distinct()
                                .count()
                        == 1);
        return all.get(0).board().stop().order().orElseThrow();
    }

    void awaitClear() {
        await("released", dog -> dog.board().stop().state() == StopState.CLEAR);
    }

    /** Lets some beats of each go by. */
    void beats(int count) {
        var until = all.get(0).board().beat().plusSeconds(count);
        await("some beats", dog -> dog.board().beat().isAfter(until));
    }

    /** A person releases, by the configuration of this one. */
    ByHand.ReleaseOutcome release(int dog, String order, boolean force) {
        Settings.Stop stop = settings.get(dog).stop();
        try (FlagStore store = FlagStore.open(settings.get(dog).name(), stop.redis())) {
            return new ByHand(store, InstantSource.system())
                    .release(order, "ann", "looked at it", force, stop.greenFor());
        }
    }
}

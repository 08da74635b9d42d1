package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.soak.Build;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that happens at a time.
 *
 * @param what in the words of the file
 */
record Happening(Instant at, String what, Act act) {

    /** What the words mean to a story that is under way. */
    interface Act {
        void on(ScenarioRun run);
    }

    static final String KNOWN =
            "fail REASON TEXT, partial TEXT, hide SELECTOR, silent and answer, each also with 'bot' or"
                    + " 'probe' before it; prometheus down, prometheus up, freeze, thaw, kill, start, stop, release, release --force,"
                    + " build NAME, new-soak";

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if nothing can be made of the words
     */
    static Happening of(Instant at, String what) {
        return new Happening(at, what, act(what));
    }

    private static Act act(String what) {
        return switch (what) {
            case "freeze" -> run -> run.freeze(true);
            case "thaw" -> run -> run.freeze(false);
            case "kill" -> ScenarioRun::kill;
            case "start" -> ScenarioRun::start;
            case "stop" -> ScenarioRun::stop;
            case "new-soak" -> ScenarioRun::newSoak;
            case "release" -> run -> run.release(false);
            case "release --force" -> run -> run.release(true);
            case "prometheus down" -> lane(Lane.PROMETHEUS, "fail " + Reason.ERROR.word() + " connection refused");
            case "prometheus up" -> lane(Lane.PROMETHEUS, "answer");
            default -> {
                String[] words = what.split(" ", 2);
                String rest = words.length > 1 ? words[1] : "";
                yield switch (words[0]) {
                    case "build" -> build(rest);
                    case "bot" -> lane(Lane.BOT, rest);
                    case "probe" -> lane(Lane.DIRECT, rest);
                    default -> lane(Lane.PROMETHEUS, what);
                };
            }
        };
    }

    private static Act build(String names) {
        if (names.isBlank()) {
            throw new IllegalArgumentException("a build has a name");
        }
        List<String> builds = List.of(names.split(" +", -1));
        Build seen = builds.get(0).equals("?")
                ? new Build.Unknown("hidden")
                : builds.size() > 1 ? new Build.Mixed(builds) : new Build.Known(builds.get(0));
        return run -> run.see(seen);
    }

    private static Act lane(Lane lane, String how) {
        String[] words = how.split(" ", 3);
        return switch (words[0]) {
            case "answer" -> run -> run.source(lane).answer();
            case "silent" -> run -> run.source(lane).become(WrittenSource.Mood.SILENT);
            case "hide" -> {
                Selector these = Selector.parse(how.substring("hide".length()).strip());
                yield run -> {
                    run.source(lane).hide(these);
                };
            }
            case "partial" -> {
                WrittenSource.Mood mood = WrittenSource.Mood.partial(
                        how.substring("partial".length()).strip());
                yield run -> run.source(lane).become(mood);
            }
            case "fail" -> {
                Reason reason = reason(words.length > 1 ? words[1] : "");
                WrittenSource.Mood mood =
                        WrittenSource.Mood.failing(reason, words.length > 2 ? words[2] : reason.word());
                yield run -> run.source(lane).become(mood);
            }
            default -> throw new IllegalArgumentException("nobody knows how that happens");
        };
    }

    private static Reason reason(String word) {
        Optional<Reason> reason = Stream.of(Reason.values())
                .filter(one -> one.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
        return reason.orElseThrow(() -> new IllegalArgumentException("there is no reason " + word + "; there are "
                + String.join(", ", Stream.of(Reason.values()).map(Reason::word).toList())));
    }
}

package io.github.slowatchdog.page;

import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Gate;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import java.util.List;
import java.util.Optional;

/**
 * The first line: the stop in words. Also as one word, for the title of the window, and as a shape, for its icon.
 *
 * @param word what stands first in the title
 * @param icon of the window, by name
 */
record Headline(Tone tone, String word, String icon, String text) {

    static final String CLEAR = "clear";
    static final String TROUBLE = "trouble";
    static final String STOPPED = "stopped";

    static Headline of(Scene scene) {
        Board board = scene.board();
        Headline said = board.stop().enforced() ? said(board.stop()) : shadow(board.stop());
        boolean hangs =
                board.gate(scene.now()).reasons().stream().anyMatch(reason -> reason.code() == Gate.Code.NOT_TICKING);
        if (hangs) {
            return new Headline(
                    Tone.BAD,
                    "HANGS",
                    TROUBLE,
                    "The watchdog hangs, so nobody watches. When it last ticked: " + said.text());
        }
        return said.icon().equals(CLEAR) ? clear(board, said) : said;
    }

    /** The bot is not stopped; whether all is well besides is seen in the title, too. */
    private static Headline clear(Board board, Headline said) {
        long breach = count(board, Verdict.BREACH);
        long blind = count(board, Verdict.BLIND);
        if (breach + blind == 0) {
            return said;
        }
        String word = (breach > 0 ? breach + " breach" : "")
                + (breach > 0 && blind > 0 ? ", " : "")
                + (blind > 0 ? blind + " blind" : "");
        return new Headline(
                Tone.WARN,
                word,
                TROUBLE,
                said.text() + are(board, Verdict.BREACH, "in breach") + are(board, Verdict.BLIND, "blind"));
    }

    /** One by its name, several by their number. */
    private static String are(Board board, Verdict verdict, String what) {
        List<String> names = board.objectives().stream()
                .filter(view -> view.verdict() == verdict)
                .map(view -> view.objective().name() + (view.objective().shadow() ? " (shadow)" : ""))
                .toList();
        return switch (names.size()) {
            case 0 -> "";
            case 1 -> " " + names.get(0) + " is " + what + ".";
            default -> " " + names.size() + " objectives are " + what + ".";
        };
    }

    static long count(Board board, Verdict verdict) {
        return board.objectives().stream()
                .filter(view -> view.verdict() == verdict)
                .count();
    }

    private static Headline said(Board.StopView stop) {
        boolean drill = stop.order().map(StopOrder::cause).equals(Optional.of(Cause.DRILL));
        String what = drill ? "A drill: the stop" : "The stop";
        return switch (stop.state()) {
            case CLEAR -> notStopped(stop);
            case ORDERED ->
                new Headline(
                        Tone.BAD,
                        "NOT WRITTEN",
                        TROUBLE,
                        what + " is ordered and NOT in the flag yet. The bot may still trade.");
            case WRITTEN ->
                new Headline(
                        Tone.BAD,
                        "STOP WRITTEN",
                        STOPPED,
                        what + " is in the flag. The bot has not shown that it obeys.");
            case CONFIRMED ->
                new Headline(
                        Tone.BAD,
                        drill ? "DRILL" : "STOPPED",
                        STOPPED,
                        drill
                                ? "A drill: the bot is stopped, and has shown it."
                                : "The bot is stopped, and has shown it.");
            case UNCONFIRMED ->
                new Headline(
                        Tone.BAD,
                        "NOT OBEYED",
                        TROUBLE,
                        what + " is in the flag and the bot does NOT obey it. It may still trade.");
        };
    }

    private static Headline notStopped(Board.StopView stop) {
        if (stop.switchUp().isEmpty()) {
            return new Headline(
                    Tone.WARN,
                    "not known",
                    TROUBLE,
                    "Not known yet whether the bot is stopped: Redis has not answered so far.");
        }
        return stop.switchUp().get()
                ? new Headline(Tone.GOOD, "ok", CLEAR, "The bot is not stopped.")
                : new Headline(
                        Tone.BAD,
                        "no Redis",
                        TROUBLE,
                        "Not known whether the bot is stopped, and it cannot be stopped now: Redis does not answer or takes no writes.");
    }

    private static Headline shadow(Board.StopView stop) {
        return stop.state() == StopState.CLEAR
                ? new Headline(Tone.CALM, "shadow", CLEAR, "Shadow mode: nothing would have been stopped.")
                : new Headline(
                        Tone.WARN,
                        "shadow",
                        TROUBLE,
                        "Shadow mode: the bot would be stopped. It is not; nothing is touched.");
    }
}

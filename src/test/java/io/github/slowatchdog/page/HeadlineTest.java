package io.github.slowatchdog.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first line of the page, in every state in which somebody may find it. */
class HeadlineTest {

    private static final StopOrder DRILL =
            new StopOrder("d1-drill", Cause.DRILL, "", "rehearsal", PageBoards.BEGAN, "alice");

    private static PageBoards boards(String what) {
        PageBoards clean = PageBoards.clean(600);
        PageBoards stopped = PageBoards.stopped(600);
        return switch (what) {
            case "clean" -> clean;
            case "blind" -> PageBoards.blind(600);
            case "not asked" -> clean.redis(Optional.empty());
            case "no Redis" -> clean.redis(Optional.of(false));
            case "shadow" -> clean.shadow();
            case "hangs" -> clean.beat(clean.now().minusSeconds(60));
            case "ordered" -> stopped.state(StopState.ORDERED);
            case "written" -> stopped.state(StopState.WRITTEN);
            case "confirmed" -> stopped;
            case "unconfirmed" -> stopped.state(StopState.UNCONFIRMED);
            case "drill" -> clean.order(DRILL).state(StopState.CONFIRMED);
            case "would stop" -> stopped.shadow();
            case "hangs, stopped" -> stopped.beat(stopped.now().minusSeconds(60));
            default -> throw new IllegalArgumentException(what);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clean | GOOD | ok | clear | The bot is not stopped.",
                "blind | WARN | 1 blind | trouble | The bot is not stopped. error_rate is blind.",
                "not asked | WARN | not known | trouble | Not known yet whether the bot is stopped: Redis has not answered so far.",
                "no Redis | BAD | no Redis | trouble | Not known whether the bot is stopped, and it cannot be stopped now: Redis does not answer or takes no writes.",
                "shadow | CALM | shadow | clear | Shadow mode: nothing would have been stopped.",
                "hangs | BAD | HANGS | trouble | The watchdog hangs, so nobody watches. When it last ticked: The bot is not stopped.",
                "ordered | BAD | NOT WRITTEN | trouble | The stop is ordered and NOT in the flag yet. The bot may still trade.",
                "written | BAD | STOP WRITTEN | stopped | The stop is in the flag. The bot has not shown that it obeys.",
                "confirmed | BAD | STOPPED | stopped | The bot is stopped, and has shown it.",
                "unconfirmed | BAD | NOT OBEYED | trouble | The stop is in the flag and the bot does NOT obey it. It may still trade.",
                "drill | BAD | DRILL | stopped | A drill: the bot is stopped, and has shown it.",
                "would stop | WARN | shadow | trouble | Shadow mode: the bot would be stopped. It is not; nothing is touched.",
                "hangs, stopped | BAD | HANGS | trouble | The watchdog hangs, so nobody watches. When it last ticked: The bot is stopped, and has shown it.",
            })
    void saysIt(String what, Tone tone, String word, String icon, String text) {
        assertThat(Headline.of(Scenes.of(boards(what)))).isEqualTo(new Headline(tone, word, icon, text));
    }
}

package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a wait looks like on a terminal, and in the log of a CI job. */
class ProgressTest {

    private final StringWriter text = new StringWriter();
    private Instant now = Instant.parse("2026-11-21T11:22:33.500Z");

    private Progress progress(boolean terminal) {
        return new Progress(new PrintWriter(text), terminal, () -> now);
    }

    @Test
    void elsewhereALineForEachChangeAndOneAMinute() {
        Progress progress = progress(false);
        for (int second = 0; second < 150; second++) {
            progress.show(second / 300.0, second < 20 ? "soaking" : "paused by mode", second + "s of 300s clean");
            now = now.plusSeconds(1);
        }
        progress.leave();
        assertThat(text.toString().lines())
                .containsExactly(
                        "2026-11-21T11:22:33Z soaking; 0s of 300s clean",
                        "2026-11-21T11:22:53Z paused by mode; 20s of 300s clean",
                        "2026-11-21T11:23:53Z paused by mode; 80s of 300s clean",
                        "2026-11-21T11:24:53Z paused by mode; 140s of 300s clean");
    }

    @Test
    void onATerminalOneLineThatFitsAndIsLeftAtTheEnd() {
        Progress progress = progress(true);
        progress.show(0, "soaking", "0s of 4m clean");
        progress.show(0.5, "paused by " + "x".repeat(200), "2m of 4m clean");
        assertThat(text.toString()).doesNotContain("\n");
        progress.leave();
        progress.leave();
        progress.show(1, "soaking", "4m of 4m clean");
        String[] lines = text.toString().split("\r|\n", -1);
        assertThat(lines)
                .hasSize(4)
                .startsWith("", "[------------------------]   0% 0s of 4m clean  soaking\u001b[K")
                .endsWith("");
        assertThat(lines[2])
                .startsWith("[############------------]  50% 2m of 4m clean  paused by x")
                .hasSize(78 + 3);
    }
}

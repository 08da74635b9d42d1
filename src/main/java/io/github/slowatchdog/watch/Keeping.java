package io.github.slowatchdog.watch;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * When what must outlive the process is handed on to be kept: each few seconds, and soon after what matters. With more objectives
 * more seldom, since all of them are written each time; with more than the heap has room for beside them, not at all.
 */
final class Keeping {

    /** What one objective takes of the heap, and its part of a checkpoint while that is written, with some room to move. */
    static final long BYTES_AN_OBJECTIVE = 3 * 1024;

    /** In beats: what a killed process has not kept is read again. */
    private static final int EACH = 5;

    private static final int OBJECTIVES_A_BEAT = 1000;

    private final Loop loop;
    private final Supplier<Checkpoint> state;
    private final Consumer<Checkpoint> keeper;
    private final long most;
    private int objectives;
    private int beats;
    private boolean wanted;
    private boolean under;
    private boolean told;

    /** @param heap how much there may be, in bytes */
    Keeping(Loop loop, Supplier<Checkpoint> state, Consumer<Checkpoint> keeper, long heap) {
        this.loop = loop;
        this.state = state;
        this.keeper = keeper;
        this.most = heap / BYTES_AN_OBJECTIVE;
    }

    /** So many are watched from now on. */
    void begin(int objectives) {
        this.objectives = objectives;
        this.beats = least(); // the first is not put off
    }

    /** Once a second. */
    void beat() {
        beats++;
        if (beats >= EACH * Math.max(1, least()) || (wanted && beats >= least())) {
            keep();
        }
    }

    /** After the step that is under way, and so after the stop that may be on its way. */
    void soon() {
        if (beats >= least()) {
            keep();
        } else {
            wanted = true;
        }
    }

    private int least() {
        return objectives / OBJECTIVES_A_BEAT;
    }

    private void keep() {
        if (objectives > most) {
            tell();
        } else if (!under) {
            under = true;
            loop.run(() -> {
                under = false;
                wanted = false;
                beats = 0;
                keeper.accept(state.get());
            });
        }
    }

    private void tell() {
        if (!told) {
            told = true;
            loop.tell(
                    Event.Level.WARN,
                    "checkpoint not kept",
                    Map.of(
                            "why",
                            "this heap has room for that of " + most + " objectives, and there are " + objectives
                                    + ": a restart will begin a new soak; for more raise -Xmx, to "
                                    + (objectives * BYTES_AN_OBJECTIVE >> 20) + "m here"));
        }
    }
}

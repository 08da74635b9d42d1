package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.stop.SwitchReport.Clear;
import io.github.slowatchdog.stop.SwitchReport.Held;
import io.github.slowatchdog.stop.SwitchReport.Ordered;
import io.github.slowatchdog.stop.SwitchReport.Released;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import io.github.slowatchdog.stop.SwitchReport.Unowned;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the loop relies on, whatever is behind the port: SPEC 7.1 to 7.3, 7.6. */
public abstract class KillSwitchContract {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Standing GREEN = new Standing(Optional.empty(), List.of(), Optional.of(NOON));
    private static final Map<String, Object> LIVE = Map.of("mode", "LIVE", "emergency_stop", false, "leverage", 3);
    private static final Map<String, Object> STOPPED = Map.of("mode", "DRY", "emergency_stop", true);

    /** The switch; the same one at each call within a test. */
    protected abstract KillSwitch theSwitch();

    protected abstract Optional<Map<String, Object>> flag();

    protected abstract void setFlag(Map<String, Object> value);

    protected abstract void loseFlag();

    protected abstract void orderFromElsewhere(StopOrder order);

    protected abstract void release(Release release);

    @Test
    void clearWhileNobodyOrders() {
        assertThat(look()).isInstanceOf(Clear.class);
        setFlag(LIVE);
        assertThat(look()).isInstanceOf(Clear.class);
        assertThat(flag()).contains(LIVE);
    }

    @Test
    void holdWritesOnceAndKeepsOtherFields() {
        setFlag(LIVE);
        look();

        assertThat(held(order("a")).rewrite()).contains(Rewrite.FIRST);
        assertThat(held(order("a")).rewrite()).isEmpty();
        assertThat(flag().orElseThrow())
                .containsAllEntriesOf(STOPPED)
                .containsEntry("leverage", 3)
                .containsKey("updated_at");
    }

    @Test
    void holdNeedsNoLookBefore() {
        assertThat(held(order("a")).rewrite()).contains(Rewrite.FIRST);
        assertThat(flag().orElseThrow()).containsAllEntriesOf(STOPPED);
    }

    @Test
    void lostFlagIsWrittenAgain() {
        hold(order("a"));
        loseFlag();

        assertThat(held(order("a")).rewrite()).contains(Rewrite.LOST);
        assertThat(flag().orElseThrow()).containsAllEntriesOf(STOPPED);
    }

    @Test
    void overwritingIsNoRelease() {
        hold(order("a"));
        setFlag(LIVE);

        Held report = held(order("a"));

        assertThat(report.rewrite()).contains(Rewrite.OVERWRITTEN);
        assertThat(report.found()).contains("LIVE");
        assertThat(flag().orElseThrow()).containsAllEntriesOf(STOPPED);
    }

    @Test
    void flagThatSaysStopIsAdoptedAndNotRewritten() {
        setFlag(STOPPED);

        assertThat(look()).isInstanceOf(Unowned.class);
        StopOrder adopted = ordered(look());

        assertThat(adopted.cause()).isEqualTo(Cause.ADOPTED);
        assertThat(ordered(look())).isEqualTo(adopted);
        assertThat(held(adopted).rewrite()).isEmpty();
        assertThat(flag()).contains(STOPPED);
        assertThat(ordered(look())).isEqualTo(adopted);
    }

    @Test
    void firstOrderWins() {
        look();
        orderFromElsewhere(order("theirs"));

        assertThat(ordered(hold(order("ours")))).isEqualTo(order("theirs"));
        assertThat(ordered(look())).isEqualTo(order("theirs"));
        assertThat(hold(order("theirs"))).isInstanceOf(Held.class);
        assertThat(flag().orElseThrow()).containsAllEntriesOf(STOPPED);
    }

    @Test
    void aRealOrderTakesThePlaceOfADrill() {
        orderFromElsewhere(drill("rehearsal"));
        assertThat(ordered(look())).isEqualTo(drill("rehearsal"));
        assertThat(hold(drill("rehearsal"))).isInstanceOf(Held.class);

        assertThat(hold(order("real"))).isInstanceOf(Held.class);
        assertThat(ordered(hold(drill("rehearsal")))).isEqualTo(order("real"));
        release(released("rehearsal"));
        assertThat(ordered(look())).isEqualTo(order("real"));
        assertThat(flag().orElseThrow()).containsAllEntriesOf(STOPPED);
    }

    @Test
    void aDrillTakesNoPlace() {
        orderFromElsewhere(order("real"));
        assertThat(ordered(hold(drill("rehearsal")))).isEqualTo(order("real"));
    }

    @Test
    void flagOfAnotherOrderIsMadeRightToo() {
        orderFromElsewhere(order("theirs"));
        setFlag(LIVE);

        assertThat(ordered(hold(order("ours")))).isEqualTo(order("theirs"));
        assertThat(flag().orElseThrow()).containsAllEntriesOf(STOPPED);
    }

    @Test
    void releaseEndsTheOrderForGood() {
        hold(order("a"));
        release(released("a"));

        assertThat(hold(order("a")))
                .isInstanceOfSatisfying(
                        Released.class, report -> assertThat(report.release()).isEqualTo(released("a")));
        assertThat(look()).isInstanceOf(Clear.class);
        assertThat(flag().orElseThrow()).containsEntry("mode", "DRY").containsEntry("emergency_stop", false);
    }

    @Test
    void releaseOfAnotherOrderChangesNothing() {
        hold(order("a"));
        release(released("b"));

        assertThat(held(order("a")).rewrite()).isEmpty();
        assertThat(flag().orElseThrow()).containsAllEntriesOf(STOPPED);
    }

    @Test
    void releasedOrderIsNotBroughtBackByWhoMissedIt() {
        hold(order("a"));
        release(released("a"));
        hold(order("b"));
        release(released("b"));

        assertThat(hold(order("a"))).isInstanceOf(Released.class);
        assertThat(flag().orElseThrow()).containsEntry("emergency_stop", false);
    }

    @Test
    void newOrderAfterRelease() {
        hold(order("a"));
        release(released("a"));

        assertThat(held(order("b")).rewrite()).contains(Rewrite.FIRST);
        assertThat(ordered(look())).isEqualTo(order("b"));
    }

    @Test
    void flagPutBackByHandAfterReleaseIsANewOrder() {
        hold(order("a"));
        release(released("a"));
        setFlag(STOPPED);

        assertThat(look()).isInstanceOf(Unowned.class);
        assertThat(ordered(look()).cause()).isEqualTo(Cause.ADOPTED);
    }

    @Test
    void flagWhoseOrderFollowsIsNotAdopted() {
        setFlag(STOPPED);
        assertThat(look()).isInstanceOf(Unowned.class);

        hold(order("a"));

        assertThat(ordered(look())).isEqualTo(order("a"));
        release(released("a"));
        assertThat(look()).isInstanceOf(Clear.class);
        setFlag(STOPPED);
        assertThat(look()).isInstanceOf(Unowned.class);
    }

    @Test
    void closedSwitchAnswers() {
        KillSwitch closing = theSwitch();
        await(closing.close());

        assertThat(await(closing.hold(order("a")))).isInstanceOf(SwitchReport.Failed.class);
        assertThat(await(closing.look(GREEN))).isInstanceOf(SwitchReport.Failed.class);
    }

    private SwitchReport hold(StopOrder order) {
        return await(theSwitch().hold(order));
    }

    private Held held(StopOrder order) {
        SwitchReport report = hold(order);
        assertThat(report).isInstanceOf(Held.class);
        return (Held) report;
    }

    private SwitchReport look() {
        return await(theSwitch().look(GREEN));
    }

    private static StopOrder ordered(SwitchReport report) {
        assertThat(report).isInstanceOf(Ordered.class);
        return ((Ordered) report).order();
    }

    private static StopOrder order(String id) {
        return new StopOrder(id, Cause.BREACH, "duplicate_intents", "1 is not == 0", NOON, "canary");
    }

    private static StopOrder drill(String id) {
        return new StopOrder(id, Cause.DRILL, "", "drill", NOON, "ann");
    }

    private static Release released(String id) {
        return new Release(id, "ann", "fixed", NOON.plusSeconds(60), false);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

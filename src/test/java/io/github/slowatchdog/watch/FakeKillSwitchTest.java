package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.FlagDocument;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeKillSwitchTest extends KillSwitchContract {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final FakeKillSwitch fake = new FakeKillSwitch(FlagDocument.standard(), InstantSource.fixed(NOON));

    @Override
    protected KillSwitch theSwitch() {
        return fake;
    }

    @Override
    protected Optional<Map<String, Object>> flag() {
        return fake.flag();
    }

    @Override
    protected void setFlag(Map<String, Object> value) {
        fake.setFlag(value);
    }

    @Override
    protected void loseFlag() {
        fake.loseFlag();
    }

    @Override
    protected void orderFromElsewhere(StopOrder order) {
        fake.orderFromElsewhere(order);
    }

    @Override
    protected void release(Release release) {
        fake.release(release);
    }

    @Test
    void failsAndHangsOnDemand() {
        StopOrder order = StopOrder.of(Cause.MANUAL, "", "test", NOON, "ann");
        fake.failWith(SwitchFailure.OOM);
        assertThat(fake.hold(order).result())
                .isInstanceOfSatisfying(
                        SwitchReport.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(SwitchFailure.OOM));
        fake.work();
        fake.hang();
        Future<SwitchReport> report = fake.hold(order);
        assertThat(report.isComplete()).isFalse();
        assertThat(fake.saysStop()).isFalse();

        fake.answer();

        assertThat(report.result()).isInstanceOf(SwitchReport.Held.class);
        assertThat(fake.saysStop()).isTrue();
    }
}

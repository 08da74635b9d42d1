package io.github.slowatchdog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.stop.SwitchReport;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may write the flag made the process take as much heap as they liked, and with it end. */
class LargeFlagTest {

    @TempDir
    static Path directory;

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start(directory);
    }

    @AfterAll
    static void end() {
        redis.close();
    }

    private static void flagOf(int bytes) {
        redis.set(Flags.KEY, "{\"mode\":\"LIVE\",\"pad\":\"" + "x".repeat(bytes) + "\"}");
    }

    @Test
    void aValueLargerThanAnyFlagIsNotReadAndAStopReplacesIt() {
        try (FlagStore store = Flags.store(redis)) {
            flagOf(BoundedReply.LARGEST);
            assertThat(store.look(Flags.green())).isInstanceOf(SwitchReport.Clear.class);

            assertThat(Flags.held(store.hold(Flags.order("large"))).found())
                    .as("what was there is not kept")
                    .hasSizeLessThan(100);

            Flags.assertStopped(redis);
            store.release(Flags.release("large"));
        }
    }

    @Test
    void aLargeOneIsRead() {
        try (FlagStore store = Flags.store(redis)) {
            flagOf(BoundedReply.LARGEST - 100);
            assertThat(store.look(Flags.green())).isInstanceOf(SwitchReport.Clear.class);

            store.hold(Flags.order("whole"));

            Flags.assertStopped(redis);
            assertThat(redis.get(Flags.KEY).orElseThrow())
                    .as("the rest of it is kept")
                    .hasSizeGreaterThan(900_000);
            store.release(Flags.release("whole"));
        }
    }
}

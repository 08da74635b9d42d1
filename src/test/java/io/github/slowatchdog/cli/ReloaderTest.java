package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.http.Reloading.Outcome;
import io.github.slowatchdog.servers.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a reload, with a watch that nobody answers: there is no server in it. */
class ReloaderTest {

    @TempDir
    Path directory;

    private final String config = Configurations.CONFIG
            .replace("localhost:9090", "127.0.0.1:" + ServerProcess.freePort())
            .replace("localhost:6379", "127.0.0.1:" + ServerProcess.freePort())
            .replace("stop:\n", "stop:\n  mode: shadow\n")
            .replace(":9911", ":0");

    private Settings settings(String text) {
        return Configurations.load(directory, text, Configurations.RULES);
    }

    private static Outcome reload(Wiring running) throws Exception {
        return running.reload("test").toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aPhaseThatMayNotBeginIsRefusedAsAWhole() throws Exception {
        Settings first = settings(config);
        AtomicReference<Loaded> files = new AtomicReference<>(new Loaded.Ok(first));
        try (Wiring running = Wiring.start(first, Optional.empty(), files::get, "")) {
            String soak = running.board().soak().id();
            files.set(new Loaded.Ok(settings(config.replace("phase: dry", "phase: live"))));
            assertThat(reload(running)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.code()).isEqualTo("not_passed");
                assertThat(refused.why()).contains("phase live may not begin");
            });
            assertThat(running.board().soak().phase()).isEqualTo("dry");

            files.set(new Loaded.Invalid(List.of(new Problem("a.yaml", 3, 7, "name", "it is wrong", "mend it"))));
            assertThat(reload(running))
                    .isEqualTo(new Outcome.Invalid(List.of("a.yaml:3:7: name: it is wrong; fix: mend it")));

            files.set(new Loaded.Ok(settings(config.replace("window: 1h", "window: 2h"))));
            assertThat(reload(running))
                    .isInstanceOfSatisfying(
                            Outcome.Reloaded.class,
                            done -> assertThat(done.anew()).isEmpty());
            assertThat(running.board().soak().id()).isEqualTo(soak);
        }
        assertThat(Files.readAllLines(directory.resolve("journal/journal.jsonl")).stream()
                        .filter(line -> line.contains("\"event\":\"reload\"")))
                .hasSize(3);
    }

    /** As with a jar that was replaced under the running process: whoever asked is told, and the next one is not kept from trying. */
    @Test
    void aReloadThatBreaksIsRefusedAndTheNextOneTried() throws Exception {
        Settings first = settings(config);
        AtomicReference<Supplier<Loaded>> files = new AtomicReference<>(() -> {
            throw new NoClassDefFoundError("io/github/slowatchdog/config/Gone");
        });
        try (Wiring running = Wiring.start(
                first,
                Optional.empty(),
                () -> Objects.requireNonNull(files.get()).get(),
                "")) {
            assertThat(reload(running)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.code()).isEqualTo("not_reloaded");
                assertThat(refused.why()).contains("a bug").contains("Gone");
            });
            files.set(() -> new Loaded.Ok(settings(config.replace("window: 1h", "window: 2h"))));
            assertThat(reload(running)).isInstanceOf(Outcome.Reloaded.class);
        }
    }

    @Test
    void afterTheEndNothingIsReloaded() throws Exception {
        Settings first = settings(config);
        Wiring running = Wiring.start(first);
        running.close();
        assertThat(reload(running)).isInstanceOf(Outcome.Refused.class);
    }
}

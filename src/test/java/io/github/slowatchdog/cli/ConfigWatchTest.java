package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {

    private final List<Loaded> reloads = new ArrayList<>();
    private Loaded files = broken("nothing is there yet");
    private String settled = "";
    private Optional<ConfigWatch> watch = Optional.empty();

    @TempDir
    Path directory;

    @BeforeEach
    void begin() {
        settled = hash("one");
        watch = Optional.of(new ConfigWatch(() -> files, () -> settled, reloads::add));
    }

    private Loaded ok(String remark) {
        return new Loaded.Ok(
                Configurations.load(directory, Configurations.CONFIG + "# " + remark + "\n", Configurations.RULES));
    }

    private String hash(String remark) {
        return ((Loaded.Ok) ok(remark)).settings().hash();
    }

    private static Loaded broken(String what) {
        return new Loaded.Invalid(List.of(new Problem("a.yaml", 1, 1, "", what, "mend it")));
    }

    private void look(Loaded now) {
        files = now;
        watch.orElseThrow().look();
    }

    @Test
    void whatHasNotChangedIsNotReadIntoForce() {
        look(ok("one"));
        look(ok("one"));
        assertThat(reloads).isEmpty();
    }

    @Test
    void otherContentIsTriedOnceWhateverBecomesOfIt() {
        look(ok("two"));
        look(ok("two"));
        assertThat(reloads).hasSize(1);
        look(ok("three"));
        assertThat(reloads).hasSize(2);
    }

    @Test
    void halfOfASwapIsLookedAtOnceMore() {
        look(broken("a file is missing"));
        assertThat(reloads).isEmpty();
        look(ok("two"));
        assertThat(reloads).hasSize(1).allMatch(Loaded.Ok.class::isInstance);
    }

    @Test
    void whatStaysBrokenIsToldOnce() {
        look(broken("x"));
        look(broken("x"));
        look(broken("x"));
        assertThat(reloads).hasSize(1).allMatch(Loaded.Invalid.class::isInstance);
    }

    @Test
    void theOldContentComesBackAfterABrokenOne() {
        look(broken("x"));
        look(broken("x"));
        settled = "";
        look(ok("one"));
        assertThat(reloads).hasSize(2);
        settled = hash("one");
        look(ok("one"));
        assertThat(reloads).hasSize(2);
    }

    @Test
    void whatSomebodyElseHasPutInForceIsNotReloadedAgain() {
        settled = hash("two");
        look(ok("two"));
        assertThat(reloads).isEmpty();
    }
}

package io.github.slowatchdog.cli;

import static io.github.slowatchdog.cli.Configurations.CONFIG;
import static io.github.slowatchdog.cli.Configurations.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeTest {

    @TempDir
    Path directory;

    private Settings before;

    @BeforeEach
    void load() {
        before = Configurations.load(directory, CONFIG, RULES);
    }

    private Change to(String config, String rules) {
        return Change.between(before, Configurations.load(directory, config, rules));
    }

    @Test
    void nothingChanges() {
        Change change = to(CONFIG + "# a remark\n", RULES.replace("name: all", "name: every"));
        assertThat(change.anew()).isEmpty();
        assertThat(change.gone()).isEmpty();
        assertThat(change.needRestart()).isEmpty();
        assertThat(change.samePhase()).isTrue();
        assertThat(change.settings().hash()).isNotEqualTo(before.hash());
    }

    @Test
    void onlyTheObjectiveThatIsDefinedOtherwiseBeginsAnew() {
        assertThat(to(CONFIG, RULES.replace("<= 100", "<= 99")).anew()).containsExactly("depth");
        Change renamed = to(CONFIG, RULES.replace("name: depth", "name: deep"));
        assertThat(renamed.anew()).containsExactly("deep");
        assertThat(renamed.gone()).containsExactly("depth");
    }

    @Test
    void thePolicyForBlindnessIsPartOfEveryObjective() {
        assertThat(to(CONFIG.replace("after: 2m", "after: 3m"), RULES).anew()).containsExactly("duplicates", "depth");
    }

    @Test
    void whatNeedsARestartKeepsItsOldValue() {
        Change change = to(
                CONFIG.replace("name: vanta", "name: other")
                        .replace("path: journal", "path: j")
                        .replace(":9911'}", ":9912'}\nlog: {level: debug}"),
                RULES);
        assertThat(change.needRestart()).containsExactly("name", "http.listen", "journal.path", "log");
        assertThat(change.settings().name()).isEqualTo("vanta");
        assertThat(change.settings().http()).isEqualTo(before.http());
        assertThat(change.settings().journal()).isEqualTo(before.journal());
        assertThat(change.settings().log()).isEqualTo(before.log());
    }

    @Test
    void anotherPhaseMustBeDecidedOnAndBeginsAnew() {
        Change change = to(CONFIG.replace("phase: dry", "phase: live"), RULES);
        assertThat(change.samePhase()).isFalse();
        assertThat(change.anew()).containsExactly("duplicates", "depth");
    }

    @Test
    void anotherWindowIsTheSamePhase() {
        assertThat(to(CONFIG.replace("{name: dry, soak: {window: 1h}}", "{name: dry, soak: {window: 2h}}"), RULES)
                        .samePhase())
                .isTrue();
    }
}

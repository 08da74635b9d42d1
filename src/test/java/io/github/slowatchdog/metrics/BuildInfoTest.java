package io.github.slowatchdog.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which build it is: what the build was told wins over what git says; without either it is unknown. */
class BuildInfoTest {

    @Test
    void the_revision_that_was_given_wins() {
        assertThat(BuildInfo.of("version=1.2.3\nrevision=v1.2.3", "abc-dirty\n"))
                .isEqualTo(new BuildInfo("1.2.3", "v1.2.3"));
    }

    @Test
    void otherwise_it_is_the_commit_and_whether_all_was_committed() {
        assertThat(BuildInfo.of("version=1.2.3\nrevision=unknown", "abc-dirty\n"))
                .isEqualTo(new BuildInfo("1.2.3", "abc-dirty"));
    }

    @Test
    void without_git_it_is_unknown() {
        BuildInfo unknown = new BuildInfo("1.2.3", "unknown");
        assertThat(BuildInfo.of("version=1.2.3\nrevision=unknown", "")).isEqualTo(unknown);
        assertThat(BuildInfo.of("version=1.2.3\n", "\n")).isEqualTo(unknown);
    }
}

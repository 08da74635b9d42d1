package io.github.slowatchdog.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Which build it is: what the build was told wins over what git says, and neither is unknown. */
class BuildInfoTest {

    @Test
    void the_revision_that_was_given_wins() {
        assertThat(revision(Map.of("revision", "v1.2.3", "commit", "abc", "dirty", "true")))
                .isEqualTo("v1.2.3");
    }

    @Test
    void otherwise_it_is_the_commit_and_whether_all_was_committed() {
        assertThat(revision(Map.of("revision", "unknown", "commit", "abc", "dirty", "false")))
                .isEqualTo("abc");
        assertThat(revision(Map.of("revision", "unknown", "commit", "abc", "dirty", "true")))
                .isEqualTo("abc-dirty");
    }

    @Test
    void without_git_it_is_unknown() {
        assertThat(revision(Map.of("revision", "unknown", "commit", "unknown", "dirty", "false")))
                .isEqualTo("unknown");
        assertThat(revision(Map.of())).isEqualTo("unknown");
    }

    private static String revision(Map<String, String> written) {
        Properties properties = new Properties();
        properties.putAll(written);
        return BuildInfo.of(properties).revision();
    }
}

package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PhaseChoiceTest {

    private static final Path FILE = Loading.RESOURCES.resolve("config/everything.yaml");

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() {
        assertThat(phase(Optional.empty(), "")).as("an empty variable is none").isEqualTo("staging-dry");
        assertThat(phase(Optional.empty(), "canary-live")).isEqualTo("canary-live");
        assertThat(phase(Optional.of("staging-dry"), "canary-live")).isEqualTo("staging-dry");
    }

    @Test
    void itsVariablesAreFilledIntoTheRules() {
        Settings settings = Loading.settings(load(Optional.of("canary-live"), ""));
        assertThat(settings.groups().get(0).objectives().get(1).expect().text()).isEqualTo("== LIVE");
        assertThat(settings.phase().after()).contains("staging-dry");
    }

    @Test
    void onePhaseNeedsNoChoice() {
        assertThat(Loading.settings(Loading.RESOURCES.resolve("config/minimal.yaml"))
                        .phase()
                        .name())
                .isEqualTo("dry");
    }

    @Test
    void anUnknownPhaseIsToldWithItsOrigin() {
        assertThat(load(Optional.of("canary-life"), "").toString())
                .isEqualTo(
                        "src/test/resources/config/everything.yaml:68:3: phases: there is no phase \"canary-life\","
                                + " which --phase asks for\n    fix: did you mean \"canary-live\"? the phases are: staging-dry, canary-live");
        assertThat(load(Optional.empty(), "soak").toString())
                .contains("there is no phase \"soak\", which SLO_WATCHDOG_PHASE asks for");
    }

    @Test
    void theHashTellsFilesAndPhasesApart() {
        Settings dry = Loading.settings(load(Optional.of("staging-dry"), ""));
        assertThat(dry.hash())
                .isEqualTo(Loading.settings(load(Optional.empty(), "")).hash());
        assertThat(dry.hash())
                .isNotEqualTo(
                        Loading.settings(load(Optional.of("canary-live"), "")).hash());
        assertThat(dry.hash())
                .isNotEqualTo(Loading.settings(Loading.RESOURCES.resolve("config/minimal.yaml"))
                        .hash());
    }

    private static String phase(Optional<String> asked, String environment) {
        return Loading.settings(load(asked, environment)).phase().name();
    }

    private static Loaded load(Optional<String> asked, String environment) {
        Map<String, String> variables = new HashMap<>(Loading.ENVIRONMENT);
        variables.put("SLO_WATCHDOG_PHASE", environment);
        return Loading.load(FILE, asked, variables);
    }
}

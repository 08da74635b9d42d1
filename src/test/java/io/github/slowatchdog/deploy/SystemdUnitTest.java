package io.github.slowatchdog.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The unit keeps the watchdog running, gives it what it writes to, and takes away what it need not have. */
class SystemdUnitTest {

    private static final Path UNIT = Path.of("systemd/slo-watchdog.service");
    private static final Pattern EXPOSURE = Pattern.compile("exposure level for \\S+: ([0-9.]+)");

    @Test
    void it_starts_the_sidecar_and_never_gives_up() throws IOException {
        List<String> lines = Files.readAllLines(UNIT);

        assertThat(lines)
                .contains(
                        "ExecStart=/opt/slo-watchdog/bin/slo-watchdog run --config /etc/slo-watchdog/config/vanta-bot.yaml",
                        "ExecReload=/bin/kill -HUP $MAINPID",
                        "Restart=always",
                        "StartLimitIntervalSec=0",
                        "RestartPreventExitStatus=3 4",
                        "StateDirectory=slo-watchdog")
                .doesNotContain("MemoryDenyWriteExecute=yes");
        // where the shipped configuration has its journal
        assertThat(Files.readString(Path.of("config/vanta-bot.yaml"))).contains("/var/lib/slo-watchdog}");
    }

    @Test
    void systemd_finds_it_little_exposed_and_nothing_wrong_with_it() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
                "left out: systemd-analyze is not on this machine (Debian package systemd)");

        Ran verified = Ran.of("systemd-analyze", "verify", "--man=no", UNIT.toString());
        Ran security = Ran.of("systemd-analyze", "security", "--offline=true", "--no-pager", UNIT.toString());

        // it is installed nowhere here; anything else would be an error in the unit
        assertThat(verified.said().lines().filter(line -> !line.contains("is not executable")))
                .isEmpty();
        Matcher exposure = EXPOSURE.matcher(security.said());
        assertThat(exposure.find()).as(security.said()).isTrue();
        assertThat(Double.parseDouble(exposure.group(1))).isLessThanOrEqualTo(1.2);
    }
}

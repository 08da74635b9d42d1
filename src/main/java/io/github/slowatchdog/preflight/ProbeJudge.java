package io.github.slowatchdog.preflight;

import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Value;
import java.util.List;

/** What a probe answers at this moment, against what is expected of it. */
final class ProbeJudge {

    private ProbeJudge() {}

    static List<Finding> of(Asked asked, Measurement answer) {
        if (answer instanceof Measurement.Failure failure) {
            return List.of(new Finding(
                    Code.PROBE_FAILS,
                    asked.place(),
                    failure.reason().word() + ": " + failure.detail(),
                    "correct the address, tls_config or the credentials; docs/runbook.md has a row on "
                            + failure.reason().word()));
        }
        if (!(answer instanceof Measurement.Found found)) {
            return List.of();
        }
        if (found.value() instanceof Value.Absent absent && !asked.emptyIsFine()) {
            return List.of(new Finding(
                    Code.PROBE_EMPTY,
                    asked.place(),
                    asked.indicator().query() + ": " + absent.why(),
                    "correct the JSONPath, or expect `absent`"));
        }
        boolean wantsNumber =
                asked.expect().filter(expect -> expect.judgesNumbers()).isPresent();
        return wantsNumber && found.value() instanceof Value.Text text
                ? List.of(new Finding(
                        Code.PROBE_NOT_A_NUMBER,
                        asked.place(),
                        asked.indicator().query() + " is the text \"" + text.text() + "\", and a number is expected ("
                                + asked.expect().get().text() + ")",
                        "correct the JSONPath, or expect text, as `== TEXT`"))
                : List.of();
    }
}

package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code stop.confirm}. */
final class ConfirmSection {

    private ConfirmSection() {}

    static Optional<Settings.Confirm> read(Fields in) {
        Optional<String> kind = in.atMostOne(List.of("state", "probe"), "the bot shows it in one way");
        if (kind.isEmpty()) {
            in.wrong(
                    "it says neither state nor probe",
                    "add `state: {metric: vanta_exec_mode, label: mode}` or a `probe`");
        }
        Optional<Indicator> indicator = kind.flatMap(
                key -> key.equals("state") ? in.get("state", Indicators::state) : in.get("probe", Indicators::probe));
        Optional<Expectation> expect = Expectations.need(in, kind);
        Duration within = in.get("within", Scalars::duration, Duration.ofSeconds(10));
        return indicator.flatMap(what -> expect.map(how -> new Settings.Confirm(what, how, within)));
    }
}

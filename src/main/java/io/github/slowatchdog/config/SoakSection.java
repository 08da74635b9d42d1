package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.soak.Requirement;
import io.github.slowatchdog.soak.SoakRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code soak} of a phase. */
final class SoakSection {

    private SoakSection() {}

    static Optional<SoakRules> read(Fields in) {
        Optional<Duration> window = in.need("window", "24h", Scalars::duration);
        Optional<Duration> deadline = in.get("deadline", Scalars::duration);
        Optional<Duration> maxGap = in.get("max_gap", Scalars::duration);
        List<Requirement> require = in.at("require").map(SoakSection::require).orElse(List.of());
        if (window.isPresent() && deadline.isPresent() && deadline.get().compareTo(window.get()) < 0) {
            in.wrong(
                    "deadline",
                    "the deadline of " + Durations.text(deadline.get()) + " is before the window of "
                            + Durations.text(window.get()) + " can be over",
                    "write a deadline of at least the window");
        }
        return window.map(length -> new SoakRules(length, deadline, maxGap, require));
    }

    /** By which metric and label the bot's build is known. */
    static Optional<Indicator.State> build(Fields in) {
        return in.get(
                "restart_on_build",
                at -> Indicators.labelled(at, Section.RESTART_ON_BUILD, "vanta_build_info", "version"));
    }

    private static List<Requirement> require(Cursor at) {
        List<Requirement> requirements = new ArrayList<>();
        for (Cursor item : at.items("- count: vanta_http_requests_total")) {
            item.fields(Section.REQUIREMENT).flatMap(SoakSection::requirement).ifPresent(requirements::add);
        }
        return requirements;
    }

    private static Optional<Requirement> requirement(Fields in) {
        Optional<String> kind = Indicators.kind(in);
        Optional<Indicator> indicator = kind.flatMap(key -> Indicators.read(in, key));
        Optional<Expectation> expect = Expectations.need(in, kind);
        return indicator.flatMap(what -> expect.map(how -> new Requirement(what, how)));
    }
}

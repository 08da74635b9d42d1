package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Expectation;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code when}. */
final class Conditions {

    private static final List<String> KINDS = List.of("expr", "probe", "utc", "not_utc");
    private static final Pattern TIMES =
            Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])\\s*-\\s*([01][0-9]|2[0-3]):([0-5][0-9])");

    private Conditions() {}

    static Optional<Condition> read(Fields in) {
        Optional<String> kind = in.atMostOne(KINDS, "there is one condition");
        if (kind.isEmpty()) {
            return in.wrong("no condition is there", "add one of the keys " + String.join(", ", KINDS));
        }
        if (in.has("expect") && !kind.get().equals("probe")) {
            in.wrong("expect", "expect goes only with probe", "remove it");
        }
        return switch (kind.get()) {
            case "expr" -> in.get("expr", Scalars::text).map(Condition.WhenExpr::new);
            case "probe" -> probe(in);
            case "utc" -> in.get("utc", at -> times(at, false));
            default -> in.get("not_utc", at -> times(at, true));
        };
    }

    private static Optional<Condition> probe(Fields in) {
        Optional<Expectation> expect = Expectations.need(in, Optional.of("probe"));
        return in.get("probe", Indicators::probed)
                .flatMap(probe -> expect.map(how -> new Condition.WhenProbe(probe, how)));
    }

    private static Optional<Condition> times(Cursor at, boolean negated) {
        return at.parse(
                "a time of day",
                "write \"HH:MM-HH:MM\" in UTC, for example \"22:00-05:00\"; the two times must differ",
                text -> {
                    Matcher times = TIMES.matcher(text);
                    if (!times.matches()) {
                        return Optional.empty();
                    }
                    LocalTime from = time(times.group(1), times.group(2));
                    LocalTime to = time(times.group(3), times.group(4));
                    return from.equals(to) ? Optional.empty() : Optional.of(new Condition.WhenUtc(from, to, negated));
                });
    }

    private static LocalTime time(String hour, String minute) {
        return LocalTime.of(Integer.parseInt(hour), Integer.parseInt(minute));
    }
}

package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.BurnPair;
import io.github.slowatchdog.slo.ErrorBudget;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Selector;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code burn} of a {@code ratio}: the error budget of a soak, and how fast it may be used up. */
final class BurnSection {

    static final long MIN_BAD_EVENTS = 10;

    private static final int MOST_PAIRS = 8;
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)(%?)");
    private static final Pattern RATE = Pattern.compile("\\d{1,6}(?:\\.\\d{1,6})?");

    private BurnSection() {}

    /** Whether the {@code ratio} of an objective has {@code burn}, which then says what is expected. */
    static boolean isIn(Fields objective) {
        return objective.knows("ratio")
                && objective.at("ratio").flatMap(at -> at.inside("burn")).isPresent();
    }

    /**
     * The whole indicator.
     *
     * @param period of the budget: the window of the soak; empty where nothing soaks
     */
    static Optional<Indicator> read(
            Fields ratio, Optional<Selector> bad, Optional<Selector> total, long minEvents, Optional<Duration> period) {
        if (ratio.has("window")) {
            ratio.wrong("window", "window does not go with burn, which has windows of its own", "remove it");
        }
        if (period.isEmpty()) {
            return ratio.wrong(
                    "burn",
                    "burn is for the objectives of a soak, and this is judged by itself",
                    "write `window: 5m` instead of burn, and what is expected");
        }
        Optional<ErrorBudget> budget = ratio.fields("burn", Section.BURN).flatMap(in -> budget(in, period.get()));
        return bad.flatMap(some ->
                total.flatMap(all -> budget.map(spendable -> new Indicator.Burn(some, all, spendable, minEvents))));
    }

    private static Optional<ErrorBudget> budget(Fields in, Duration period) {
        Optional<String> objective = in.need("objective", "99.5%", Cursor::text);
        Optional<Double> allowed = in.get(
                "objective",
                at -> at.parse(
                        "a share of good events above 0% and below 100%",
                        at.isFromEnvironment()
                                ? "write for example 99.5%"
                                : fix(at.text().orElse("")),
                        BurnSection::allowed));
        long minBad = in.get("min_bad_events", Scalars::atLeastOne, MIN_BAD_EVENTS);
        Duration shortest = in.get("shortest", Scalars::duration, ErrorBudget.SHORTEST);
        if (in.has("windows") && in.has("shortest")) {
            in.wrong(
                    "shortest",
                    "shortest is for windows that are scaled, and here they are written",
                    "keep one of the two");
        }
        List<BurnPair> pairs =
                in.at("windows").map(at -> pairs(at, period)).orElseGet(() -> ErrorBudget.pairs(period, shortest));
        return objective
                .filter(any -> !pairs.isEmpty())
                .flatMap(text -> allowed.map(share -> new ErrorBudget(text, share, period, minBad, pairs)));
    }

    private static String fix(String text) {
        Matcher share = SHARE.matcher(text);
        boolean percent = share.matches()
                && share.group(2).isEmpty()
                && new BigDecimal(text).compareTo(BigDecimal.ONE) > 0
                && allowed(text + "%").isPresent();
        boolean all = share.matches() && text.startsWith("100");
        return percent
                ? "did you mean " + text + "%?"
                : all
                        ? "an objective of 100% leaves no budget: use count with expect \"== 0\""
                        : "write for example 99.5%";
    }

    /** The share of events that may be bad, as exact as it is written: 1 less the decimal, not less the double. */
    private static Optional<Double> allowed(String text) {
        Matcher share = SHARE.matcher(text);
        if (!share.matches()) {
            return Optional.empty();
        }
        BigDecimal good =
                new BigDecimal(share.group(1)).movePointLeft(share.group(2).isEmpty() ? 0 : 2);
        BigDecimal bad = BigDecimal.ONE.subtract(good);
        return bad.signum() > 0 && good.signum() > 0 ? Optional.of(bad.doubleValue()) : Optional.empty();
    }

    private static List<BurnPair> pairs(Cursor at, Duration period) {
        List<BurnPair> pairs = new ArrayList<>();
        List<Cursor> items = at.items("[{rate: 14.4, long: 2m, short: 1m}]");
        if (items.size() > MOST_PAIRS) {
            at.wrong("there are more than " + MOST_PAIRS + " pairs of windows", "three do; leave some out");
        }
        items.stream()
                .limit(MOST_PAIRS)
                .forEach(item -> item.fields(Section.BURN_WINDOWS)
                        .flatMap(in -> pair(in, period))
                        .ifPresent(pairs::add));
        return pairs;
    }

    private static Optional<BurnPair> pair(Fields in, Duration period) {
        Optional<Double> rate = in.need(
                "rate",
                "14.4",
                at -> at.parse(
                        "a rate above 0",
                        "write how many times as fast as allowed is too fast, such as 14.4",
                        text -> Optional.of(text)
                                .filter(RATE.asMatchPredicate())
                                .map(Double::parseDouble)
                                .filter(number -> number > 0)));
        Optional<Duration> lasting = in.need("long", "2m", Scalars::duration);
        Optional<Duration> recent = in.need("short", "1m", Scalars::duration);
        if (lasting.isPresent() && lasting.get().compareTo(period) > 0) {
            return in.wrong(
                    "long",
                    "the window of " + Durations.text(lasting.get()) + " is longer than the soak of "
                            + Durations.text(period),
                    "write a window within the soak");
        }
        if (lasting.isPresent() && recent.isPresent() && lasting.get().compareTo(recent.get()) < 0) {
            return in.wrong("short", "the short window is longer than the long one", "change them over");
        }
        return rate.flatMap(number -> lasting.flatMap(one -> recent.map(other -> new BurnPair(number, one, other))));
    }
}

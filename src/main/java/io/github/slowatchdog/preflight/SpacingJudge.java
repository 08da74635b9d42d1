package io.github.slowatchdog.preflight;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.config.Place;
import io.github.slowatchdog.promql.Expression;
import io.github.slowatchdog.slo.Expectation.Compare;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Windows against the scrape interval, which is read from the samples, and the retention (pitfalls P4, P5, P22, P40). */
final class SpacingJudge {

    private static final int FEW = 4;
    private static final int ENOUGH_FOR_WHOLE_EVENTS = 10;

    private final StoreFacts facts;
    private final Optional<Duration> usual;

    /** @param usual how far apart the bot's scrapes are, where a selector's own are not known */
    SpacingJudge(StoreFacts facts, Optional<Duration> usual) {
        this.facts = facts;
        this.usual = usual;
    }

    List<Finding> of(Asked asked) {
        if (!asked.isOn(Lane.PROMETHEUS)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        if (asked.indicator() instanceof Indicator.Expr expr) {
            Expression.read(expr.promql()).ifPresent(whole -> ranges(asked, whole, findings));
        } else {
            Optional<Duration> spacing = spacing(asked.indicator().selectors());
            asked.window().ifPresent(window -> {
                spacing.filter(scrape -> window.compareTo(times(scrape, FEW)) < 0)
                        .ifPresent(scrape -> findings.add(few(asked, window, scrape)));
                retention(asked.windowPlace(), window, findings);
            });
        }
        return findings;
    }

    private Optional<Duration> spacing(List<Selector> selectors) {
        List<Series> series = selectors.stream()
                .flatMap(selector -> facts.series(selector).stream())
                .flatMap(List::stream)
                .toList();
        return StoreFacts.spacing(series).or(() -> usual);
    }

    private void ranges(Asked asked, Expression whole, List<Finding> findings) {
        WindowLints.ranges(whole)
                .max(Duration::compareTo)
                .ifPresent(longest -> retention(asked.place(), longest, findings));
        List<Expression.Series> ranged = whole.all()
                .filter(Expression.Series.class::isInstance)
                .map(Expression.Series.class::cast)
                .filter(series -> series.range().isPresent())
                .toList();
        List<Selector> rated = ExpressionLints.counted(whole).toList();
        for (Expression.Series series : ranged) {
            Duration range = series.range().orElseThrow();
            boolean rate = rated.contains(series.selector());
            spacing(List.of(series.selector())).ifPresent(scrape -> {
                if (rate && range.compareTo(times(scrape, 2)) < 0) {
                    findings.add(new Finding(
                            Code.WINDOW_WITHOUT_TWO_SCRAPES,
                            asked.place(),
                            "the window of " + Durations.text(range) + " is shorter than two scrapes of "
                                    + Durations.text(scrape),
                            atLeast(scrape)));
                } else if (range.compareTo(times(scrape, FEW)) < 0) {
                    findings.add(few(asked, range, scrape));
                } else if (rate) {
                    rates(asked, range, scrape, findings);
                }
            });
        }
    }

    private void rates(Asked asked, Duration range, Duration scrape, List<Finding> findings) {
        boolean near = asked.interval()
                .filter(interval -> range.compareTo(interval.every()) >= 0
                        && range.compareTo(interval.every().plus(times(scrape, 2))) < 0)
                .isPresent();
        if (near) {
            findings.add(new Finding(
                    Code.WINDOW_NEAR_INTERVAL,
                    asked.place(),
                    "the window of " + Durations.text(range)
                            + " is hardly longer than the interval of the group, with scrapes of "
                            + Durations.text(scrape),
                    "make the window longer than the interval and two scrapes together, or measure more often"));
        }
        boolean whole = asked.expect().stream()
                .anyMatch(expect -> expect instanceof Compare compare
                        && (compare.op() == Compare.Op.LESS || compare.op() == Compare.Op.AT_MOST)
                        && compare.bound() >= 1
                        && compare.bound() <= ENOUGH_FOR_WHOLE_EVENTS
                        && compare.bound() == Math.rint(compare.bound()));
        if (whole && increases(asked) && range.compareTo(times(scrape, ENOUGH_FOR_WHOLE_EVENTS)) < 0) {
            findings.add(new Finding(
                    Code.INCREASE_EXTRAPOLATES,
                    asked.place(),
                    "increase() over " + Durations.text(range) + " with scrapes of " + Durations.text(scrape)
                            + " is compared with a number of events",
                    "use `count: SELECTOR` with a window, which is a whole number"));
        }
    }

    private static boolean increases(Asked asked) {
        return asked.indicator() instanceof Indicator.Expr expr
                && Expression.read(expr.promql()).stream()
                        .flatMap(Expression::all)
                        .anyMatch(part -> part instanceof Expression.Call call
                                && call.function().equals("increase"));
    }

    private void retention(Place place, Duration window, List<Finding> findings) {
        facts.about()
                .retention()
                .filter(kept -> window.compareTo(kept) > 0)
                .ifPresent(kept -> findings.add(new Finding(
                        Code.BEYOND_RETENTION,
                        place,
                        "the window of " + Durations.text(window) + " is longer than the store keeps samples ("
                                + Durations.text(kept) + ")",
                        "let Prometheus keep them longer (--storage.tsdb.retention.time), or shorten the window")));
    }

    private static Finding few(Asked asked, Duration window, Duration scrape) {
        boolean scaled = asked.indicator() instanceof Indicator.Burn;
        return new Finding(
                Code.WINDOW_OF_FEW_SCRAPES,
                asked.indicator() instanceof Indicator.Expr ? asked.place() : asked.windowPlace(),
                "the window of " + Durations.text(window) + " holds fewer than " + FEW + " scrapes of "
                        + Durations.text(scrape),
                scaled
                        ? "let `shortest` of burn be at least " + Durations.text(times(scrape, FEW))
                                + ", or scrape more often"
                        : atLeast(scrape));
    }

    private static String atLeast(Duration scrape) {
        return "write at least " + Durations.text(whole(scrape).multipliedBy(FEW)) + ", or scrape more often";
    }

    /** Scrapes are a little late at times. */
    private static Duration times(Duration scrape, int n) {
        return whole(scrape).multipliedBy(n);
    }

    /** A scrape interval as it was configured: the samples are some milliseconds off. */
    static Duration whole(Duration spacing) {
        Duration tenths = Duration.ofMillis((spacing.toMillis() + 50) / 100 * 100);
        return tenths.isZero() ? spacing : tenths;
    }

    /** Of all who look at the bot. */
    static Stream<Finding> maxAge(Duration maxAge, Optional<Duration> spacing, Place place) {
        return spacing
                .map(SpacingJudge::whole)
                .filter(scrape -> maxAge.compareTo(scrape.multipliedBy(3)) < 0)
                .map(scrape -> new Finding(
                        Code.MAX_AGE_OF_FEW_SCRAPES,
                        place,
                        "max_age " + Durations.text(maxAge) + " is less than three scrapes of "
                                + Durations.text(scrape),
                        "write at least " + Durations.text(scrape.multipliedBy(3)) + ", or scrape more often"))
                .stream();
    }
}

package io.github.slowatchdog.preflight;

import io.github.slowatchdog.bot.PageFacts;
import io.github.slowatchdog.config.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether the bot's own page is as an exporter's should be. */
final class PageJudge {

    private static final int MOST_SERIES = 10_000;
    private static final int MOST_OF_A_METRIC = 1_000;

    private final Place place;
    private final Duration maxSkew;

    /** @param place where the address of the page stands */
    PageJudge(Place place, Duration maxSkew) {
        this.place = place;
        this.maxSkew = maxSkew;
    }

    List<Finding> of(PageFacts page) {
        if (page.failure().isPresent()) {
            return List.of(
                    page.answered()
                            ? new Finding(
                                    Code.PAGE_UNREADABLE,
                                    place,
                                    page.failure().get(),
                                    "let it answer 200 with the text format of Prometheus, to the credentials of `bot`; promtool check metrics reads it as well")
                            : new Finding(
                                    Code.BOT_UNREACHABLE,
                                    place,
                                    page.failure().get(),
                                    "start the bot, or correct the address or tls_config"));
        }
        List<Finding> findings = new ArrayList<>();
        Clocks.judge("the bot", page.skew(), maxSkew, place).ifPresent(findings::add);
        if (!page.tellsStart()) {
            findings.add(StoreJudge.noStart("the bot's page has no process_start_time_seconds", place));
        }
        int all = page.series().values().stream().mapToInt(Integer::intValue).sum();
        if (all > MOST_SERIES) {
            findings.add(new Finding(
                    Code.PAGE_TOO_LARGE,
                    place,
                    "the page has " + all + " series, more than " + MOST_SERIES,
                    "leave out labels whose values have no bound"));
        }
        page.series().entrySet().stream()
                .filter(metric -> metric.getValue() > MOST_OF_A_METRIC)
                .forEach(metric -> findings.add(new Finding(
                        Code.METRIC_OF_MANY_SERIES,
                        place,
                        metric.getKey() + " has " + metric.getValue() + " series, more than " + MOST_OF_A_METRIC,
                        "leave out labels whose values have no bound")));
        return findings;
    }
}

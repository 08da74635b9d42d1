package io.github.slowatchdog.preflight;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.config.Place;
import io.github.slowatchdog.config.Places;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether the store reads the bot (pitfalls P9, P20), and how far its clock is off. */
final class StoreJudge {

    private final Settings.Prometheus settings;
    private final Places places;

    StoreJudge(Settings.Prometheus settings, Places places) {
        this.settings = settings;
        this.places = places;
    }

    List<Finding> of(StoreFacts facts) {
        List<Finding> findings = new ArrayList<>();
        Clocks.judge("Prometheus", facts.about().skew(), settings.maxSkew(), places.setting("prometheus", "url"))
                .ifPresent(findings::add);
        settings.freshness()
                .ifPresent(freshness -> facts.series(freshness.selector())
                        .ifPresent(ups -> freshness(freshness, ups, facts, findings)));
        return findings;
    }

    private void freshness(Settings.Freshness freshness, List<Series> ups, StoreFacts facts, List<Finding> findings) {
        Place place = places.setting("prometheus", "freshness", "selector");
        Optional<String> trouble = trouble(freshness, ups, facts.at());
        trouble.ifPresent(what -> findings.add(new Finding(
                Code.BOT_NOT_SCRAPED,
                place,
                what,
                "look at the page Targets of Prometheus; the selector must name the scrape job of the bot")));
        SpacingJudge.maxAge(
                        freshness.maxAge(),
                        StoreFacts.spacing(ups),
                        places.setting("prometheus", "freshness", "max_age"))
                .forEach(findings::add);
        if (trouble.isEmpty() && !facts.starts()) {
            findings.add(noStart("Prometheus has no process_start_time_seconds of the bot", place));
        }
    }

    static Finding noStart(String what, Place place) {
        return new Finding(
                Code.NO_PROCESS_START,
                place,
                what,
                "export process_start_time_seconds, as the client libraries of Prometheus do by themselves");
    }

    private static Optional<String> trouble(Settings.Freshness freshness, List<Series> ups, Instant now) {
        Optional<Series> newest = ups.stream().filter(up -> !up.isEmpty()).max(Comparator.comparing(Series::newest));
        if (newest.isEmpty()) {
            return Optional.of(freshness.selector() + " matches nothing");
        }
        Series up = newest.get();
        Duration age = Duration.between(up.newest(), now);
        if (age.compareTo(freshness.maxAge()) > 0) {
            return Optional.of("the newest sample of " + freshness.selector() + " is " + Durations.text(age)
                    + " old, and max_age is " + Durations.text(freshness.maxAge()));
        }
        return ups.stream()
                .filter(one -> !one.isEmpty() && one.value(one.size() - 1) == 0)
                .findFirst()
                .map(down -> "the newest sample of " + down.labels() + " is 0: the last scrape failed");
    }
}

package io.github.slowatchdog.preflight;

import io.github.slowatchdog.bot.PageFacts;
import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.config.Places;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.RedisFacts;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes findings of what the servers have told. Pure. */
final class Judging {

    private final Settings settings;
    private final Places places;
    private final List<Asked> all;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> unreachable = new TreeSet<>();
    private final List<String> looked = new ArrayList<>();

    Judging(Settings settings, Places places, List<Asked> all) {
        this.settings = settings;
        this.places = places;
        this.all = all;
    }

    /**
     * The report, with what is found in the text of the rules.
     *
     * @param store empty if it is not needed
     * @param page empty if no bot is configured
     */
    Report report(
            Optional<StoreFacts> store,
            Optional<PageFacts> page,
            Map<Indicator, Measurement> bot,
            Map<Indicator, Measurement> probes,
            RedisFacts redis,
            TellingLook telling) {
        findings.addAll(Lints.of(settings, places));
        Map<Lane, Map<Indicator, Measurement>> answers = new EnumMap<>(Lane.class);
        store.ifPresent(facts -> {
            store(facts);
            answers.put(Lane.PROMETHEUS, facts.answers());
        });
        page.ifPresent(facts -> {
            page(facts);
            if (facts.failure().isEmpty()) {
                answers.put(Lane.BOT, bot);
            }
        });
        selectors(answers, store, page);
        all.forEach(asked -> Optional.ofNullable(probes.get(asked.indicator()))
                .ifPresent(answer -> findings.addAll(ProbeJudge.of(asked, answer))));
        redis(redis);
        telling(telling);
        return new Report(findings, unreachable, looked);
    }

    private void selectors(
            Map<Lane, Map<Indicator, Measurement>> answers, Optional<StoreFacts> store, Optional<PageFacts> page) {
        Map<String, String> own = settings.prometheus()
                .freshness()
                .map(freshness -> freshness.selector().equalities())
                .orElse(Map.of());
        SelectorJudge selectors =
                new SelectorJudge(answers, store.map(StoreFacts::labels).orElse(Map.of()), own);
        Map<String, Set<String>> types = new HashMap<>();
        page.ifPresent(facts -> facts.types().forEach((name, type) -> types.put(name, Set.of(type))));
        store.ifPresent(facts -> facts.types().forEach((name, said) -> types.merge(name, said, Judging::both)));
        TypeJudge judge = new TypeJudge(types);
        all.forEach(asked -> {
            findings.addAll(selectors.of(asked));
            findings.addAll(judge.of(asked));
        });
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        both.removeAll(Set.of("unknown", "untyped", ""));
        return both;
    }

    private void store(StoreFacts facts) {
        Optional<String> failure = facts.about().failure();
        if (failure.isPresent()) {
            findings.add(new Finding(
                    Code.PROMETHEUS_UNREACHABLE,
                    places.setting("prometheus", "url"),
                    failure.get(),
                    "start it, or correct the address, tls_config, the credentials or the path prefix"));
            unreachable.add("prometheus");
            return;
        }
        findings.addAll(new StoreJudge(settings.prometheus(), places).of(facts));
        Optional<Duration> usual = settings.prometheus()
                .freshness()
                .flatMap(freshness -> facts.series(freshness.selector()))
                .flatMap((List<Series> ups) -> StoreFacts.spacing(ups));
        ExpressionJudge expressions = new ExpressionJudge(facts);
        SpacingJudge spacing = new SpacingJudge(facts, usual);
        RecordingJudge recording = new RecordingJudge(facts.recorded());
        all.stream().filter(asked -> asked.isOn(Lane.PROMETHEUS)).forEach(asked -> {
            findings.addAll(expressions.of(asked));
            findings.addAll(spacing.of(asked));
            findings.addAll(recording.of(asked));
        });
        looked.add("prometheus  "
                + facts.about()
                        .version()
                        .map(version -> "version " + version + ", ")
                        .orElse("")
                + facts.answers().size() + " questions"
                + usual.map(every -> ", the bot is scraped every " + Durations.text(SpacingJudge.whole(every)))
                        .orElse(""));
    }

    private void page(PageFacts facts) {
        findings.addAll(
                new PageJudge(Preflight.botPlace(places), settings.prometheus().maxSkew()).of(facts));
        if (!facts.answered()) {
            unreachable.add("bot");
        } else if (facts.failure().isEmpty()) {
            looked.add("bot         "
                    + facts.series().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum() + " series of "
                    + facts.series().size() + " metrics");
        }
    }

    private void redis(RedisFacts facts) {
        findings.addAll(RedisJudge.of(facts, places, settings.prometheus().maxSkew()));
        if (RedisJudge.isUnreachable(facts)) {
            unreachable.add("redis");
        } else if (facts.trouble().isEmpty()) {
            looked.add("redis       "
                    + (!settings.stop().enforced()
                            ? "only asked: stop.mode is shadow, which writes nothing"
                            : facts.write().isPresent()
                                    ? "the probe key could not be written"
                                    : "a probe key was written, read back and deleted"));
        }
    }

    private void telling(TellingLook look) {
        TellingJudge.Told told = TellingJudge.of(look, places);
        findings.addAll(told.findings());
        if (told.unreachable()) {
            unreachable.add("alertmanager");
        }
        if (!look.alertmanagers().isEmpty()) {
            looked.add("alertmanager  " + look.alertmanagers().size() + " asked");
        }
        look.grafana().ifPresent(grafana -> looked.add("grafana     asked for its health and its annotations"));
    }
}

package io.github.slowatchdog.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.journal.FileJournal;
import io.github.slowatchdog.watch.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A story for a journal, and the journal that has it. */
final class Told {

    static final Instant BEGAN = Instant.parse("2026-11-21T08:00:00Z");

    private final List<Event> events = new ArrayList<>();
    private Instant now = BEGAN;

    /** So many seconds after the beginning. */
    Told at(double seconds) {
        now = BEGAN.plusMillis(Math.round(seconds * 1000));
        return this;
    }

    /** An event, with names and values in turn. */
    Told event(String name, Object... data) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < data.length; i += 2) {
            map.put((String) data[i], data[i + 1]);
        }
        events.add(new Event(now, Event.Level.INFO, name, map));
        return this;
    }

    Told run() {
        return event(
                        "config loaded",
                        "hash",
                        "c0ffee",
                        "phase",
                        "canary-live",
                        "phases",
                        List.of("staging-dry", "canary-live", "expansion"),
                        "objectives",
                        List.of("duplicate_intents: vanta_intent_duplicate_total == 0, else stop"))
                .event("start", "name", "vanta", "mode", "enforce", "config", "c0ffee", "version", "1.2.3");
    }

    Told soak(String id, String phase) {
        return event("soak started", "phase", phase, "soak", id, "build", "v2", "window", "PT1H");
    }

    Told progress(double clean, double blind, Object... objectives) {
        return event(
                "soak progress",
                "phase",
                "canary-live",
                "soak",
                "m1",
                "clean_s",
                clean,
                "window_s",
                3600.0,
                "elapsed_s",
                clean + blind,
                "blind_s",
                blind,
                "longest_gap_s",
                blind,
                "short_pauses",
                2,
                "short_paused_s",
                3.0,
                "objectives",
                List.of(objectives));
    }

    static Map<String, Object> objective(String slo, String expected, String last, String worst, double known) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("slo", slo);
        data.put("query", "vanta_" + slo);
        data.put("expected", expected);
        data.put("on_breach", "stop");
        data.put("last", last);
        data.put("worst", worst);
        data.put("worst_since", worst);
        data.put("total", "4 of 800");
        data.put("known_s", known);
        data.put("measurements", new TreeMap<>(Map.of("met", 700, "missed", 1, "unknown", 9, "idle", 0)));
        data.put("reasons", new TreeMap<>(Map.of("timeout", 8, "nan", 1)));
        return data;
    }

    Told verdict(String slo, String from, String to, String why) {
        return event("verdict changed", "slo", slo, "from", from, "to", to, "why", why);
    }

    Told breach(String slo, String series, String sample) {
        return event(
                "verdict changed",
                "slo",
                slo,
                "from",
                "pass",
                "to",
                "breach",
                "why",
                "expected == 0, is 1",
                "on_breach",
                "stop",
                "lane",
                "prometheus",
                "query",
                "vanta_intent_duplicate_total",
                "expected",
                "== 0",
                "value",
                "1",
                "series",
                series,
                "sample_at",
                now.minusMillis(300).toString(),
                "samples",
                List.of(sample));
    }

    Told stop(String step, String order, String cause, Object... more) {
        List<Object> data = new ArrayList<>(List.of(
                "order", order, "cause", cause, "slo", "duplicate_intents", "reason", "it is 1", "by", "vanta"));
        data.addAll(List.of(more));
        return event(step, data.toArray());
    }

    /** Writes it as a watchdog would, and gives the directory. */
    Path journal(Path directory) throws IOException {
        try (FileJournal journal = FileJournal.open(directory, "vanta", InstantSource.fixed(now))) {
            for (int i = 0; i < events.size(); i++) {
                journal.record(events.get(i));
                if (i % 500 == 499) {
                    assertThat(journal.flush(Duration.ofSeconds(20))).isTrue();
                }
            }
            assertThat(journal.flush(Duration.ofSeconds(20))).isTrue();
        }
        return directory;
    }

    SoakReport report(Path directory) throws IOException {
        return JournalReport.of(journal(directory), Wanted.NEWEST, Optional.empty())
                .orElseThrow();
    }

    /** A canary that fails: a gap, a restart, a drill, a breach, a stop that is tampered with and released by force. */
    static Told canary() {
        return new Told()
                .at(-7200)
                .run()
                .soak("m0", "staging-dry")
                .at(-3600)
                .event(
                        "soak ended",
                        "phase",
                        "staging-dry",
                        "soak",
                        "m0",
                        "build",
                        "v2",
                        "verdict",
                        "pass",
                        "why",
                        "clean")
                .at(-60)
                .event("shutdown")
                .at(-1)
                .run()
                .event("phase", "phase", "canary-live", "begun", "passed", "build", "v2")
                .at(0)
                .soak("m1", "canary-live")
                .at(2)
                .verdict("duplicate_intents", "waiting", "pass", "is 0")
                .verdict("error_rate", "waiting", "pass", "is 0.001")
                .progress(0, 0, objective("duplicate_intents", "== 0", "0", "0", 0))
                .at(605)
                .event(
                        "soak paused",
                        "soak",
                        "m1",
                        "since",
                        BEGAN.plusSeconds(600).toString(),
                        "blind",
                        true,
                        "why",
                        "error_rate not known: timeout: no answer within 5 s")
                .at(660)
                .event(
                        "soak resumed",
                        "soak",
                        "m1",
                        "since",
                        BEGAN.plusSeconds(660).toString())
                .at(1200)
                .stop("stop ordered", "d1", "drill")
                .at(1200.2)
                .stop("stop written", "d1", "drill", "flag_before", "{\"mode\":\"LIVE\"}", "adopted", false)
                .at(1200.6)
                .stop("stop confirmed", "d1", "drill")
                .at(1203)
                .event("released", "order", "d1", "by", "alice", "reason", "drill over", "forced", false)
                .at(1500)
                .progress(
                        1400,
                        60,
                        objective("duplicate_intents", "== 0", "0", "0", 1490),
                        objective("error_rate", "< 0.5%", "0.001", "0.004", 1430))
                .at(1560)
                .run()
                .soak("m1", "canary-live")
                .at(2400)
                .breach("duplicate_intents", "{instance=\"bot:8090\"}", "nothing -> 1 (series born)")
                .stop("stop ordered", "s1", "breach")
                .event(
                        "soak ended",
                        "phase",
                        "canary-live",
                        "soak",
                        "m1",
                        "build",
                        "v2",
                        "verdict",
                        "fail",
                        "why",
                        "duplicate_intents: breach",
                        "clean_s",
                        2200.0,
                        "window_s",
                        3600.0,
                        "elapsed_s",
                        2400.0,
                        "blind_s",
                        60.0,
                        "longest_gap_s",
                        60.0)
                .at(2400.05)
                .stop("stop written", "s1", "breach", "flag_before", "{\"mode\":\"LIVE\"}", "adopted", false)
                .at(2400.4)
                .stop("stop confirmed", "s1", "breach")
                .at(2450)
                .stop("flag overwritten", "s1", "breach", "found", "{\"mode\":\"LIVE\",\"by\":\"bob\"}")
                .at(2500)
                .event("kill switch failed", "channel", "redis", "reason", "timeout", "detail", "no answer")
                .at(3000)
                .verdict("duplicate_intents", "breach", "pass", "is 0")
                .event("released", "order", "s1", "by", "alice", "reason", "ticket 4711", "forced", true)
                .at(3600)
                .progress(
                        2200,
                        60,
                        objective("duplicate_intents", "== 0", "0", "1", 1990),
                        objective("error_rate", "< 0.5%", "0.001", "0.0049", 1980));
    }
}

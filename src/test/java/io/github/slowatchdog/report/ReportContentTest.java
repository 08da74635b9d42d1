package io.github.slowatchdog.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportContentTest {

    @TempDir
    Path directory;

    private static Wanted wanted(String soak, String phase) {
        return new Wanted(
                Optional.of(soak).filter(text -> !text.isEmpty()),
                Optional.of(phase).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.empty());
    }

    private static Instant second(double seconds) {
        return Told.BEGAN.plusMillis(Math.round(seconds * 1000));
    }

    @Test
    void theNewestSoakIsTheOneThatIsMeant() throws IOException {
        SoakReport report = Told.canary().report(directory);
        assertThat(report.watchdog()).isEqualTo("vanta");
        assertThat(report.soak().id()).isEqualTo("m1");
        assertThat(report.soak().build()).isEqualTo("v2");
        assertThat(report.soak().verdict()).isEqualTo("fail");
        assertThat(report.soak().began()).isEqualTo(Told.BEGAN);
        assertThat(report.soak().ended()).contains(second(2400));
        assertThat(report.soak().clock().orElseThrow().clean()).isEqualTo(Duration.ofSeconds(2200));
    }

    private static Told passed() {
        return new Told()
                .run()
                .soak("m1", "canary-live")
                .at(3600)
                .event("soak ended", "soak", "m1", "phase", "canary-live", "verdict", "pass", "why", "clean");
    }

    @Test
    void aVerdictWhoseLineWasLostIsTheOneThatIsToldNext() throws IOException {
        Told lost = passed().at(3700).event("journal events lost", "lost", 3);
        SoakReport doubted = lost.report(directory);
        assertThat(doubted.soak().verdict()).isEqualTo("inconclusive");
        assertThat(doubted.soak().why()).contains("lines of the journal have been lost");
    }

    @Test
    void aPassThatIsToldAgainAfterLostLinesIsAPass() throws IOException {
        SoakReport report = passed().at(3700)
                .event("journal events lost", "lost", 3)
                .at(3800)
                .event("soak progress", "soak", "m1", "phase", "canary-live", "verdict", "pass", "why", "clean")
                .report(directory);
        assertThat(report.soak().verdict()).isEqualTo("pass");
        assertThat(report.soak().ended()).contains(second(3600));
    }

    @Test
    void aFailureThatOnlyTheProgressTellsIsAFailure() throws IOException {
        SoakReport report = passed().at(3800)
                .event("soak progress", "soak", "m1", "phase", "canary-live", "verdict", "fail", "why", "c: breach")
                .report(directory);
        assertThat(report.soak().verdict()).isEqualTo("fail");
        assertThat(report.soak().why()).isEqualTo("c: breach");
        assertThat(report.phases())
                .filteredOn(phase -> phase.phase().equals("canary-live"))
                .extracting(SoakReport.PhaseResult::verdict)
                .containsExactly("fail");
    }

    @Test
    void aSoakThatBeginsAfterAReloadIsOfTheRunBeforeIt() throws IOException {
        SoakReport report = new Told()
                .run()
                .soak("m1", "staging-dry")
                .at(60)
                .event("config loaded", "hash", "deed", "phase", "canary-live")
                .soak("m2", "canary-live")
                .report(directory);
        assertThat(report.watchdog()).isEqualTo("vanta");
        assertThat(report.soak().version()).isEqualTo("1.2.3");
        assertThat(report.soak().configuration()).isEqualTo("deed");
    }

    @Test
    void phasesStandInTheOrderOfTheConfiguration() throws IOException {
        SoakReport report = Told.canary().report(directory);
        assertThat(report.phases())
                .extracting(SoakReport.PhaseResult::phase, SoakReport.PhaseResult::verdict)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("staging-dry", "pass"),
                        org.assertj.core.groups.Tuple.tuple("canary-live", "fail"),
                        org.assertj.core.groups.Tuple.tuple("expansion", "not run"));
    }

    @Test
    void anEarlierSoakIsFoundByIdAndByPhase() throws IOException {
        Path journal = Told.canary().journal(directory);
        for (Wanted wanted : List.of(wanted("m0", ""), wanted("", "staging-dry"))) {
            SoakReport report =
                    JournalReport.of(journal, wanted, Optional.empty()).orElseThrow();
            assertThat(report.soak().id()).isEqualTo("m0");
            assertThat(report.soak().verdict()).isEqualTo("pass");
            assertThat(report.breaches().items()).as("of the next soak").isEmpty();
            assertThat(report.stops().items()).isEmpty();
        }
        assertThat(JournalReport.of(journal, wanted("m9", ""), Optional.empty()))
                .isEmpty();
        assertThat(JournalReport.of(journal, wanted("", "expansion"), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aStretchOfTimeIsReportedWhateverSoakItIsOf() throws IOException {
        Wanted stretch =
                new Wanted(Optional.empty(), Optional.empty(), Optional.of(second(1190)), Optional.of(second(1300)));
        SoakReport report = JournalReport.of(Told.canary().journal(directory), stretch, Optional.empty())
                .orElseThrow();
        assertThat(report.stops(true)).hasSize(1);
        assertThat(report.stops(false)).isEmpty();
        assertThat(report.breaches().items()).isEmpty();
        assertThat(report.timeline().from()).isEqualTo(second(1190));
        assertThat(report.timeline().to()).isEqualTo(second(1300));
    }

    @Test
    void whatContradictsItselfIsNotAskedFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> wanted("m1", "dry"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Wanted(Optional.of("m1"), Optional.empty(), Optional.of(Told.BEGAN), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Wanted(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Told.BEGAN),
                        Optional.of(Told.BEGAN.minusSeconds(1))));
    }

    @Test
    void aBreachHasItsEvidenceAndItsEnd() throws IOException {
        Breach breach = Told.canary().report(directory).breaches().items().get(0);
        assertThat(breach.slo()).isEqualTo("duplicate_intents");
        assertThat(breach.series()).isEqualTo("{instance=\"bot:8090\"}");
        assertThat(breach.samples()).containsExactly("nothing -> 1 (series born)");
        assertThat(breach.sampleAt()).contains(second(2399.7));
        assertThat(breach.until()).contains(second(3000));
    }

    /** It leads to nothing, so it must not look like what fails a soak. */
    @Test
    void aBreachInShadowIsListedAsThatAndIsNotInTheTimeline() throws IOException {
        SoakReport report = new Told()
                .run()
                .soak("m1", "canary-live")
                .at(60)
                .event("verdict changed", "slo", "x", "to", "breach", "on_breach", "stop", "shadow", true)
                .at(600)
                .event("shutdown")
                .report(directory);
        assertThat(report.breaches().items()).extracting(Breach::onBreach).containsExactly("shadow");
        assertThat(report.objectives().get(0).shadow()).isTrue();
        assertThat(report.timeline().segments())
                .extracting(Timeline.Segment::look)
                .doesNotContain(Timeline.Look.BREACH);
    }

    @Test
    void aStopHasItsStepsAndTheirTimes() throws IOException {
        SoakReport report = Told.canary().report(directory);
        StopReport stop = report.stops(false).get(0);
        assertThat(stop.steps())
                .extracting(StopReport.Step::name)
                .containsExactly("stop ordered", "stop written", "stop confirmed", "flag overwritten");
        assertThat(stop.after(stop.steps().get(2).at())).isEqualTo(Duration.ofMillis(400));
        assertThat(stop.steps().get(3).note()).contains("bob");
        assertThat(stop.release()).get().extracting(StopReport.Released::forced).isEqualTo(true);
        assertThat(stop.state()).isEqualTo("released, forced");
        StopReport drill = report.stops(true).get(0);
        assertThat(drill.isDrill()).isTrue();
        assertThat(drill.state()).isEqualTo("released");
    }

    @Test
    void aRestartIsToldOfAndLosesNothingOfWhatWasCountedBefore() throws IOException {
        SoakReport report = Told.canary().report(directory);
        assertThat(report.runs().items()).hasSize(2);
        assertThat(report.runs().items().get(1).clean()).as("killed").isFalse();
        ObjectiveReport duplicates = report.objectives().get(0);
        assertThat(duplicates.slo()).isEqualTo("duplicate_intents");
        assertThat(duplicates.worst()).isEqualTo("1");
        assertThat(duplicates.measurements()).containsEntry("met", 1400L);
        assertThat(duplicates.coverage().orElseThrow()).isCloseTo(3480.0 / 3600, within(0.001));
    }

    @Test
    void timeByVerdictAddsUpToTheWhole() throws IOException {
        ObjectiveReport duplicates =
                Told.canary().report(directory).objectives().get(0);
        assertThat(duplicates.timeIn("breach")).contains(Duration.ofMinutes(10));
        assertThat(duplicates.timeIn("waiting")).contains(Duration.ofSeconds(2));
        assertThat(duplicates.time().values().stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void whatWasFoundAfterwardsIsPaintedWhereItWas() throws IOException {
        SoakReport report = new Told()
                .run()
                .soak("m1", "dry")
                .verdict("a", "waiting", "pass", "")
                .progress(0, 0)
                .at(1000)
                .event(
                        "verdict changed",
                        "slo",
                        "a",
                        "from",
                        "pass",
                        "to",
                        "breach",
                        "as_of",
                        second(500).toString())
                .report(directory);
        assertThat(report.timeline().segments())
                .extracting(Timeline.Segment::look)
                .containsExactly(Timeline.Look.CLEAN, Timeline.Look.BREACH);
        assertThat(report.timeline().segments().get(1).from()).isEqualTo(second(500));
        assertThat(report.breaches().items().get(0).asOf()).isEqualTo(second(500));
    }

    @Test
    void nothingIsMadeOfAnEmptyJournal() throws IOException {
        Files.createFile(directory.resolve("journal.jsonl"));
        assertThat(JournalReport.of(directory, Wanted.NEWEST, Optional.empty())).isEmpty();
    }

    @Test
    void valuesOfAnotherTypeAreNotThereAndBreakNothing() throws IOException {
        Told told = new Told().soak("m1", "dry");
        for (String event : List.of(
                "config loaded",
                "start",
                "verdict changed",
                "soak paused",
                "soak progress",
                "soak ended",
                "released",
                "stop ordered",
                "flag lost",
                "loop was stalled",
                "reload",
                "soak resumed",
                "shutdown")) {
            told.at(1).event(event);
            for (String key : List.of(
                    "soak",
                    "phase",
                    "since",
                    "objectives",
                    "samples",
                    "clean_s",
                    "order",
                    "for_s",
                    "as_of",
                    "slo",
                    "phases",
                    "to")) {
                told.event(event, key, List.of(1, "x")).event(event, key, 7).event(event, key, "text");
            }
        }
        SoakReport report = told.report(directory);
        assertThat(HtmlReport.of(report)).endsWith("</html>\n");
        assertThat(new JsonObject(JsonReport.of(report)).getInteger("format")).isEqualTo(1);
        assertThat(MarkdownReport.of(report)).contains("Sign-off");
    }

    @Test
    void aLongStoryStaysShort() throws IOException {
        Told told = new Told().run().soak("m1", "dry");
        for (int i = 0; i < 700; i++) {
            told.at(i * 10)
                    .breach("a", "", "s")
                    .event("soak paused", "soak", "m1", "why", "x")
                    .event("soak resumed", "soak", "m1")
                    .verdict("a", "breach", "pass", "");
        }
        SoakReport report = told.report(directory);
        assertThat(report.breaches().items()).hasSize(200);
        assertThat(report.breaches().all()).isEqualTo(700);
        assertThat(report.gaps().all()).isEqualTo(700);
        assertThat(report.objectives().get(0).breaches()).isEqualTo(700);
        assertThat(MarkdownReport.of(report)).contains("500 more are in the journal");
    }

    @Test
    void ordersThatAreNotShownAreCountedOnceEach() throws IOException {
        Told told = new Told().run().soak("m1", "dry");
        for (int i = 0; i < 130; i++) {
            String order = "o" + i;
            told.at(i * 10)
                    .stop(i % 2 == 0 ? "stop ordered" : "stop adopted", order, "breach")
                    .stop("stop written", order, "breach")
                    .event("released", "order", order, "by", "alice", "reason", "mended");
        }
        SoakReport report = told.report(directory);
        assertThat(report.stops().items()).hasSize(100);
        assertThat(report.stops().all()).isEqualTo(130);
    }
}

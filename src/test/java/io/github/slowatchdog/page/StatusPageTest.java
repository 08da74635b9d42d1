package io.github.slowatchdog.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StatusPageTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final List<String> HOSTILE = List.of(
            "</title></script><script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "\u202egnp.exe\u0000\u2028\ud800",
            "&lt;b&gt; $(reboot) `x`");

    /** -Dgolden=rewrite writes the files anew; look at what changed. */
    private static void check(String file, String html) throws IOException {
        String text = html.replaceAll("\\?v=[0-9a-f]+", "?v=DIGEST");
        if ("rewrite".equals(System.getProperty("golden"))) {
            Files.writeString(GOLDEN.resolve(file), text);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN.resolve(file)));
    }

    private static Scene stopped() {
        PageBoards boards = PageBoards.stopped(640);
        Recent recent = new Recent();
        PageBoards.happenings(recent);
        return Scenes.of(boards.board(), boards.now().plusMillis(400), recent.newestFirst(), true);
    }

    @Test
    void wholePages() throws IOException {
        check("page-stopped.html", StatusPage.of(stopped()));
        Scene scene = Scenes.of(PageBoards.blind(640));
        Board.ObjectiveView view = view(scene, "error_rate");
        Map<String, Object> budget =
                new HashMap<>(Map.of("remaining_ratio", 0.25, "burn_rate", List.of(Map.entry("5m", 1.5))));
        check("page-evidence.html", EvidencePage.of(scene, view, budget, "{\n  \"name\" : \"error_rate\"\n}"));
    }

    private static Board.ObjectiveView view(Scene scene, String name) {
        return scene.board().objectives().stream()
                .filter(view -> view.objective().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A page of a Board in which all that comes from outside is this text. */
    private static String page(String text) {
        PageBoards boards = PageBoards.clean(0);
        boards.add(
                PageBoards.objective("hostile", new Indicator.Expr(text), "== 0", Consequence.STOP, text),
                Value.of(text),
                Outcome.MISSED);
        boards.order(new StopOrder(text, Cause.MANUAL, "", text, PageBoards.BEGAN, text))
                .state(StopState.WRITTEN)
                .soak(SoakVerdict.SOAKING, text);
        Recent recent = new Recent();
        for (String event :
                List.of("verdict changed", "released", "stop ordered", "soak paused", "flag overwritten", text)) {
            recent.remember(
                    PageBoards.BEGAN,
                    event,
                    Map.of(
                            "slo", text, "from", text, "to", text, "why", text, "by", text, "order", text, "found",
                            text));
        }
        Scene scene = Scenes.of(boards.board(), boards.now(), recent.newestFirst(), true);
        return StatusPage.of(scene)
                + EvidencePage.of(scene, view(scene, "hostile"), Map.of(text, text), text)
                + EvidencePage.missing(scene, text);
    }

    @Test
    void whateverStandsInLabelsAndReasonsThePageHasTheSameElements() {
        Pattern element = Pattern.compile("<[^>]*>");
        Pattern data = Pattern.compile("(id|datetime|data-order|data-question)=\"[^\"]*\"");
        List<String> expected = elements(element, data, page("harmless x"));
        for (String hostile : HOSTILE) {
            assertThat(elements(element, data, page(hostile))).as(hostile).isEqualTo(expected);
        }
    }

    private static List<String> elements(Pattern element, Pattern data, String html) {
        return element.matcher(html)
                .results()
                .map(found -> data.matcher(found.group()).replaceAll("$1"))
                .toList();
    }

    @Test
    void everyIdIsThereOnceAndEveryReferenceLeadsToOne() {
        String html = StatusPage.of(stopped());
        List<String> ids = Pattern.compile(" id=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(ids).doesNotHaveDuplicates().isNotEmpty();
        assertThat(Pattern.compile(" (?:for|aria-labelledby|data-copies)=\"([^\"]*)\"|href=\"#([^\"]*)\"")
                        .matcher(html)
                        .results()
                        .map(found -> found.group(1) == null ? found.group(2) : found.group(1)))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(ids).contains(id));
    }

    /** The policy forbids it, and a page that needs it would be broken. */
    @Test
    void nothingRunsInThePageItselfAndNothingIsAskedForElsewhere() {
        assertThat(StatusPage.of(stopped()))
                .doesNotContain(" style=", "<style", " onclick", "javascript:", "http://", "https://", "//")
                .containsOnlyOnce("<script ");
    }

    @Test
    void ofVeryManyObjectivesTheWorstAreShown() {
        PageBoards boards = PageBoards.clean(0);
        for (int i = 0; i < 1000; i++) {
            boards.add(
                    PageBoards.objective("objective_" + i, new Indicator.Expr("m"), "== 0", Consequence.WARN, ""),
                    Value.of(i < 990 ? 0 : 1),
                    i < 990 ? Outcome.MET : Outcome.MISSED);
        }
        String html = StatusPage.of(Scenes.of(boards));
        assertThat(html.split("<tr role=\"row\" class=", -1)).hasSize(101);
        assertThat(html.indexOf("objective-objective_999")).isLessThan(html.indexOf("objective-duplicate_intents"));
        assertThat(html)
                .contains(
                        "1007 objectives, the worst first: 10 breach, 997 pass.",
                        "907 objectives more, none worse than these, are not shown here.");
        assertThat(html.length()).isLessThan(200_000);
    }

    @Test
    void whatIsNotThereIsSaidInSentences() {
        Board empty = Boards.fresh().redis(true).board();
        assertThat(StatusPage.of(Scenes.of(empty, Boards.NOW, List.of(), false)))
                .contains(
                        "No objective is configured, so nothing is watched.",
                        "Nothing has happened since this watchdog was started",
                        "No drill is known of.",
                        "Orders from this page are off: http.token_file is not configured.")
                .doesNotContain("<form", "<table class=\"objectives\"");
    }

    @Test
    void whereTheClockStandsStillNoEndIsTold() {
        assertThat(StatusPage.of(Scenes.of(PageBoards.clean(600))))
                .contains(
                        "Expected end 2026-11-21 17:10:00 +00:00, if all stays clean.",
                        "Gate closed: the soak goes on.");
        assertThat(StatusPage.of(Scenes.of(PageBoards.blind(600))))
                .contains(
                        "The clock stands still because of error_rate, book_age_seconds, so no end can be told.",
                        "The lane prometheus does not answer.");
        assertThat(StatusPage.of(Scenes.of(PageBoards.clean(600).soak(SoakVerdict.PASS, "24h clean"))))
                .contains("The soak has passed: 24h clean.", "Gate open");
    }

    @Test
    void theDeadlineIsToldAndWhetherTheEndComesAfterIt() {
        PageBoards boards = PageBoards.clean(600);
        assertThat(StatusPage.of(Scenes.of(boards))).doesNotContain("deadline");
        assertThat(StatusPage.of(Scenes.of(boards.deadline(Instant.parse("2026-11-21T17:10:00Z")))))
                .contains(
                        "Expected end 2026-11-21 17:10:00 +00:00, if all stays clean. Its deadline is 2026-11-21 17:10:00 +00:00.");
        assertThat(StatusPage.of(Scenes.of(boards.deadline(Instant.parse("2026-11-21T17:09:59Z")))))
                .contains(
                        "if all stays clean. That is after its deadline, 2026-11-21 17:09:59 +00:00, at which it becomes inconclusive.");
        assertThat(StatusPage.of(Scenes.of(PageBoards.blind(600).deadline(Instant.parse("2026-11-22T00:00:00Z")))))
                .contains("so no end can be told. Its deadline is 2026-11-22 00:00:00 +00:00.");
    }

    @Test
    void theCommandCanBePastedIntoAShell() {
        PageBoards boards = PageBoards.clean(0)
                .order(new StopOrder("it's; rm -rf ~", Cause.MANUAL, "", "x", PageBoards.BEGAN, "x"))
                .state(StopState.CONFIRMED);
        assertThat(StatusPage.of(Scenes.of(boards)))
                .contains(
                        "slo-watchdog release --config /etc/watchdog.yaml --order 'it'\\''s; rm -rf ~' --by NAME --reason TEXT");
        assertThat(PageSetup.option("--config", "/a b/c.yaml")).isEqualTo(" --config '/a b/c.yaml'");
    }

    @Test
    void anOldBoardSaysHowOldItIs() {
        PageBoards boards = PageBoards.clean(600);
        Scene late = Scenes.of(boards.board(), boards.now().plus(Duration.ofSeconds(95)), List.of(), false);
        assertThat(StatusPage.of(late)).contains("data-seconds=\"95.0\">1m35s old<", "http-equiv=\"refresh\"");
    }
}

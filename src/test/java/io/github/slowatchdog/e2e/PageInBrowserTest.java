package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.http.RunningServer;
import io.github.slowatchdog.http.ScriptedHands;
import io.github.slowatchdog.page.Browser;
import io.github.slowatchdog.page.PageBoards;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real Chromium, one for all tests. What it looks like is in {@code target/screenshots}. */
@Tag("heavy")
class PageInBrowserTest {

    private static final String RULES = """
            groups:
              - name: intents
                interval: 500ms
                via: [bot]
                objectives:
                  - name: duplicate_intents
                    summary: No intent is executed twice.
                    runbook_url: https://example.org/runbooks/duplicates
                    count: vanta_intent_duplicate_total
                    expect: "== 0"
                    no_data: met
                    on_breach: stop
            """;

    private static Browser browser;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
    }

    @AfterAll
    static void end() {
        browser.close();
    }

    @BeforeEach
    void asAtADesk() {
        browser.become(1280, false, true);
        browser.open("about:blank");
        browser.errors();
    }

    /** A watchdog, a bot and a Redis: somebody looks on while it happens, and releases it from the page. */
    @Test
    void fromNotStoppedToStoppedToReleased() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            Settings settings = settings(stage);
            stage.watch(settings).awaitAllPass();
            browser.open("http://127.0.0.1:" + settings.http().port() + "/");
            browser.awaitText("h1", "The bot is not stopped.");
            browser.awaitText("#link", "live");
            assertThat(browser.title()).startsWith("ok");
            browser.run("window.sameDocument = true; return true");
            assertThat(browser.errors()).isEmpty();

            stage.bot().inject("duplicate");

            browser.awaitText("h1", "The bot is stopped, and has shown it.");
            browser.awaitText(
                    "#stop code#command-release",
                    " --order " + stage.board().stop().order().orElseThrow().id());
            assertThat(browser.title()).startsWith("STOPPED");
            assertThat(browser.run("return document.getElementById('icon').href"))
                    .asString()
                    .contains("stopped.svg");
            assertThat(browser.run("return window.sameDocument")).isEqualTo(true);
            browser.awaitText("#timeline", "stop confirmed");
            browser.shoot("real-stopped");
            evidenceOpens();
            survivesAReconnect(stage, settings);
            releaseWorks(stage);
        }
    }

    private static void evidenceOpens() throws IOException {
        browser.click("#objective-duplicate_intents .name a");
        browser.awaitText("h1", "duplicate_intents");
        assertThat(browser.text("#breach")).contains("vanta_intent_duplicate_total", "== 0", "(series born)");
        assertThat(browser.text("#verdict a[href^=https]")).isEqualTo("https://example.org/runbooks/duplicates");
        browser.click("#json-whole summary");
        assertThat(browser.text("#json-whole pre")).contains("\"name\" : \"duplicate_intents\"");
        browser.shoot("real-evidence");
        browser.click("nav a");
        browser.awaitText("h1", "The bot is stopped");
        assertThat(browser.errors()).isEmpty();
    }

    private static void survivesAReconnect(Stage stage, Settings settings) {
        stage.watchdog().close();
        browser.awaitText("#lost", "Connection lost since");
        browser.awaitText("#link", "lost");
        assertThat(browser.text("h1")).as("what is shown stays").contains("The bot is stopped");
        stage.watch(settings);
        browser.awaitText("#lost", "nothing", String::isEmpty);
        browser.awaitText("h1", "The bot is stopped, and has shown it.");
        browser.awaitText("#timeline", "stop ordered by stage");
        browser.errors();
    }

    private static void releaseWorks(Stage stage) {
        browser.click("#release-from-here summary");
        browser.type("#release-by", "alice");
        browser.type("#release-reason", "ticket 4711");
        order("#release-token", "wrong", "yes");
        browser.awaitText("#answer", "the token is wrong");
        order("#release-token", "sesame", "no");
        order("#release-token", "sesame", "yes");
        browser.awaitText("#answer", "Refused.");
        browser.awaitText("#answer", "duplicate_intents: breach");
        assertThat(stage.flagSaysStop()).isTrue();
        browser.click("#release-force");
        order("#release-token", "sesame", "yes");
        browser.awaitText("#answer", "Released: order");
        browser.awaitText("h1", "The bot is not stopped.");
        browser.awaitText("#timeline", "released by alice, forced");
        assertThat(stage.flagSaysStop()).isFalse();
        assertThat(browser.run("return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"))
                .isEqualTo("[{},{},\"\"]");
    }

    private static void order(String field, String token, String choice) {
        browser.type(field, token);
        browser.click("details[open] form button[type=submit]");
        browser.awaitText("dialog #question", "Release order");
        browser.click("dialog #" + choice);
        browser.awaitText("dialog #question", "nothing", String::isEmpty);
    }

    private static Settings settings(Stage stage) throws IOException {
        Path file = stage.configuration(ServerProcess.freePort(), RULES, "when_blind: {after: 1m, then: warn}");
        Files.writeString(stage.directory().resolve("token"), "sesame\n");
        String listen = "http: {listen: '127.0.0.1:" + ServerProcess.freePort()
                + "', token_file: token}\njournal: {path: journal}";
        Files.writeString(file, Files.readString(file).replace("http: {listen: '127.0.0.1:0'}", listen));
        return Stage.load(file);
    }

    /** What stands in labels, reasons and ids is shown, and never run: neither when the page comes nor when it is renewed. */
    @Test
    void hostileValuesAreText() throws Exception {
        String hostile = "\"><img src=x onerror=pwned=1><script>pwned=1</script><svg onload=pwned=1>'`${pwned=1}";
        PageBoards boards = PageBoards.clean(0);
        boards.add(
                PageBoards.objective("hostile", new Indicator.Expr(hostile), "== 0", Consequence.STOP, hostile),
                Value.of(hostile),
                Outcome.MISSED);
        boards.order(new StopOrder(hostile, Cause.MANUAL, "", hostile, PageBoards.BEGAN, hostile))
                .state(StopState.WRITTEN);
        try (RunningServer server =
                RunningServer.start(PageBoards.clean(0).board(), Secret.of("sesame"), new ScriptedHands())) {
            server.recent.remember(
                    PageBoards.BEGAN,
                    "verdict changed",
                    Map.of("slo", hostile, "from", hostile, "to", hostile, "why", hostile));
            browser.open("http://127.0.0.1:" + server.port() + "/");
            server.show(boards.board());
            browser.awaitText("h1", "The bot has not shown that it obeys");
            assertThat(browser.text("#stop")).contains(hostile);
            assertHarmless(1);
            browser.open("http://127.0.0.1:" + server.port() + "/");
            assertHarmless(1);
            browser.open("http://127.0.0.1:" + server.port() + "/objectives/hostile");
            assertThat(browser.text("#verdict")).contains(hostile);
            assertHarmless(1);
            assertThat(browser.errors()).isEmpty();
        }
    }

    private static void assertHarmless(int scripts) {
        assertThat(browser.run("return typeof pwned")).isEqualTo("undefined");
        assertThat(browser.count("script")).isEqualTo(scripts);
        assertThat(browser.count("img, svg[onload], iframe, object, [onerror]")).isZero();
    }

    /** Looks, colours and roles of every kind of page, at a desk and on a phone, light and dark; axe-core looks at them, too. */
    @Test
    void everyKindOfPageIsAccessible() throws Exception {
        try (RunningServer server = told(PageBoards::clean, false)) {
            look(server, "clean", "/", 1280, false);
        }
        try (RunningServer server = told(PageBoards::blind, false)) {
            look(server, "blind", "/", 1280, true);
            look(server, "blind-evidence", "/objectives/error_rate", 390, true);
        }
        try (RunningServer server = told(PageBoards::stopped, true)) {
            look(server, "stopped", "/", 390, false);
        }
    }

    private static void look(RunningServer server, String name, String path, int width, boolean dark)
            throws IOException {
        browser.open("about:blank"); // the page before has lost its server, and says so
        browser.errors();
        browser.become(width, dark, true);
        browser.open("http://127.0.0.1:" + server.port() + path);
        browser.awaitText("#link", "live");
        browser.run(
                "document.querySelectorAll('details').forEach(one => one.open = one.id.endsWith('here')); return true");
        browser.shoot(name + (width < 600 ? "-phone" : "") + (dark ? "-dark" : ""));
        assertThat(browser.accessibilityTroubles())
                .as(name + " " + width + (dark ? " dark" : ""))
                .isEmpty();
        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                .as("no scrolling to the side")
                .isLessThanOrEqualTo(width);
        assertThat(browser.errors()).isEmpty();
    }

    /** Ten minutes of it. */
    private static RunningServer told(LongFunction<PageBoards> end, boolean happened) throws Exception {
        RunningServer server =
                RunningServer.start(PageBoards.clean(0).board(), Secret.of("sesame"), new ScriptedHands());
        if (happened) {
            PageBoards.happenings(server.recent);
        }
        for (int second = 0; second <= 640; second += 10) {
            PageBoards boards = second < 600 ? PageBoards.clean(second) : end.apply(second);
            server.at(boards.now());
            server.show(boards.board());
            server.get("/");
        }
        return server;
    }

    /** Whoever reads or types is not disturbed by what is new. */
    @Test
    void focusAndWhatIsOpenOutliveTheNextPage() throws Exception {
        try (RunningServer server = told(PageBoards::clean, true)) {
            browser.open("http://127.0.0.1:" + server.port() + "/");
            assertThat(browser.run("document.body.focus(); return document.querySelector('a').textContent"))
                    .isEqualTo("Skip to the content");
            browser.click("#stop-from-here summary");
            browser.type("#stop-by", "alice");
            browser.run("document.querySelector('#objective-error_rate a').focus(); return true");
            browser.run("document.querySelector('#timeline details').open = true; return true");

            server.show(PageBoards.blind(640).board());

            browser.awaitText("tbody tr:first-child", "error_rate");
            assertThat(browser.run("return document.activeElement.textContent")).isEqualTo("error_rate");
            assertThat(browser.run("return document.getElementById('stop-by').value"))
                    .isEqualTo("alice");
            assertThat(browser.run("return document.querySelector('#timeline details').open"))
                    .isEqualTo(true);
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void withoutScriptsItIsAPlainPageThatComesAgainByItself() throws Exception {
        try (RunningServer server = told(PageBoards::clean, false)) {
            browser.become(1280, false, false);
            browser.open("http://127.0.0.1:" + server.port() + "/");
            assertThat(browser.text("h1")).isEqualTo("The bot is not stopped.");
            assertThat(browser.text(".age")).contains("+00:00").contains("0s old");
            assertThat(browser.text("#orders"))
                    .contains("slo-watchdog stop --config watchdog.yaml")
                    .contains("allow JavaScript");
            assertThat(browser.text("#stop-by")).isEmpty();
            assertThat(browser.run("return document.querySelector('noscript meta').content"))
                    .isEqualTo("5");
            browser.shoot("clean-without-script");
        }
    }

    @Test
    void thousandsOfObjectivesAreAPageAsLongAsAnyOther() throws Exception {
        PageBoards boards = PageBoards.clean(0);
        for (int i = 0; i < 3000; i++) {
            boards.add(
                    PageBoards.objective(
                            "objective_" + i, new Indicator.Expr("metric_" + i), "== 0", Consequence.WARN, ""),
                    Value.of(i == 2900 ? 1 : 0),
                    i == 2900 ? Outcome.MISSED : Outcome.MET);
        }
        try (RunningServer server = RunningServer.start(boards.board())) {
            browser.open("http://127.0.0.1:" + server.port() + "/");
            browser.awaitCount(".objectives tbody tr", 100);
            assertThat(browser.text(".objectives tbody tr")).startsWith("objective_2900");
            assertThat(browser.text("#objectives"))
                    .contains("2907 objectives more, none worse than these, are not shown here.");
        }
    }
}

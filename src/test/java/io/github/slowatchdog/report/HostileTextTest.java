package io.github.slowatchdog.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels and reasons come from outside: whatever they are, a report has the same shape as with harmless ones. */
class HostileTextTest {

    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "</style></title></svg><b>",
            "a | b\n# heading\n\n- item\n| c |",
            "[x](http://evil.example) ![y](z) `code` **bold** <!-- ",
            "\u202egnp.exe\u0000\u0007\u2028\ud800",
            "&lt;script&gt; &#60;b&#62;",
            "$(reboot) ]]> %3Cscript%3E");

    @TempDir
    Path directory;

    private SoakReport report(String text, String place) throws IOException {
        Map<String, Object> objective = Told.objective(text, text, text, text, 1);
        objective.put("query", text);
        objective.put("on_breach", text);
        objective.put("total", text);
        objective.put("reasons", Map.of(text, 1));
        objective.put("measurements", Map.of(text, 1));
        return new Told()
                .event("config loaded", "hash", text, "phases", List.of(text), "objectives", List.of(text))
                .event("start", "name", text, "version", text, "mode", text, "config", text)
                .event("soak started", "soak", text, "phase", text, "build", text)
                .at(1)
                .progress(1, 0, objective)
                .at(10)
                .event("soak paused", "soak", text, "blind", true, "why", text)
                .at(20)
                .breach(text, text, text)
                .event("stop ordered", "order", text, "cause", text, "by", text, "reason", text)
                .event("flag lost", "order", text, "found", text)
                .event("released", "order", text, "by", text, "reason", text, "forced", true)
                .event("reload", "file", text)
                .event("bug", "error", text)
                .at(30)
                .event("soak ended", "verdict", text, "why", text, "soak", text, "phase", text)
                .report(directory.resolve(place));
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                .toList();
    }

    @Test
    void htmlHasTheSameTagsAndAttributesAndNothingElse() throws IOException {
        List<String> expected = matches("<[^>]*>", HtmlReport.of(report("harmless", "harmless")));
        for (String hostile : HOSTILE) {
            String html = HtmlReport.of(report(hostile, "h" + HOSTILE.indexOf(hostile)));
            assertThat(matches("<[^>]*>", html)).as(hostile).isEqualTo(expected);
            assertThat(html.chars().filter(c -> c < ' ' && c != '\n' || c == 0x202e || c == 0x2028))
                    .as("what is not seen")
                    .isEmpty();
        }
    }

    @Test
    void htmlAsksForNothingFromOutside() throws IOException {
        String html = HtmlReport.of(Told.canary().report(directory));
        assertThat(html)
                .doesNotContain(
                        "<script", "<link", "<img", "<iframe", "@import", "url(", "http://", "https://", "src=");
        assertThat(html)
                .contains("default-src 'none'")
                .contains("prefers-color-scheme:dark")
                .contains("<svg");
    }

    @Test
    void markdownHasTheSameLinesAndColumns() throws IOException {
        List<Integer> expected = columns(MarkdownReport.of(report("harmless", "harmless")));
        for (String hostile : HOSTILE) {
            String markdown = MarkdownReport.of(report(hostile, "m" + HOSTILE.indexOf(hostile)));
            assertThat(columns(markdown)).as(hostile).isEqualTo(expected);
            assertThat(markdown).doesNotContain("<script", "<img", "://");
            assertThat(matches("(?<!\\\\)[`\\[\\]]", markdown.replace("```", "")))
                    .isEmpty();
        }
    }

    /** How many columns each line has; 0 for a line of no table. */
    private static List<Integer> columns(String markdown) {
        return markdown.lines()
                .map(line -> matches("(?<!\\\\)\\|", line).size())
                .toList();
    }

    @Test
    void jsonKeepsEveryCharacter() throws IOException {
        for (String hostile : HOSTILE.subList(0, 6)) {
            String json = JsonReport.of(report(hostile, "j" + HOSTILE.indexOf(hostile)));
            assertThat(new io.vertx.core.json.JsonObject(json)
                            .getJsonObject("soak")
                            .getString("why"))
                    .isEqualTo(hostile);
        }
    }
}

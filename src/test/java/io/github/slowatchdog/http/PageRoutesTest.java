package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.watch.Boards;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages and their files over real HTTP. */
class PageRoutesTest {

    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"((?:\\.\\./)?assets/[^\"]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/objectives/duplicates", "/objectives/nope"})
    void pagesMayRunOnlyWhatIsOurs(String path) throws Exception {
        try (RunningServer server = RunningServer.start(ApiBoards.stopped())) {
            HttpResponse<String> page = server.get(path);
            assertThat(page.statusCode()).isEqualTo(path.endsWith("nope") ? 404 : 200);
            assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
            assertThat(page.headers().firstValue("cache-control")).contains("no-store");
            assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(page.headers().allValues("content-security-policy"))
                    .containsExactly("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
            assertThat(page.body()).startsWith("<!DOCTYPE html>").contains("</html>");
            assertThat(server.send("HEAD", path).body()).isEmpty();
            assertThat(server.send("POST", path).statusCode()).isEqualTo(405);
        }
    }

    @Test
    void whatAPageRefersToMayBeKeptForEver() throws Exception {
        try (RunningServer server = RunningServer.start(ApiBoards.stopped())) {
            for (String page : List.of("/", "/objectives/duplicates")) {
                List<String> files = ASSET.matcher(server.get(page).body())
                        .results()
                        .map(found -> found.group(1).replace("../", ""))
                        .toList();
                assertThat(files).hasSize(3);
                for (String file : files) {
                    kept(server, "/" + file);
                }
            }
            assertThat(server.get("/assets/page.html").statusCode()).isEqualTo(404);
            assertThat(server.get("/assets/..%2fpackage-info.class").statusCode())
                    .isEqualTo(404);
        }
    }

    private static void kept(RunningServer server, String file) throws Exception {
        HttpResponse<String> exact = server.get(file);
        assertThat(exact.statusCode()).isEqualTo(200);
        assertThat(exact.headers().firstValue("cache-control")).contains("public, max-age=31536000, immutable");
        String tag = exact.headers().firstValue("etag").orElseThrow();
        assertThat(file).endsWith("?v=" + tag.replace("\"", ""));
        HttpResponse<String> other = server.get(file.replaceAll("=.*", "=0"));
        assertThat(other.headers().firstValue("cache-control")).contains("no-cache");
        assertThat(other.body()).isEqualTo(exact.body());
        assertThat(server.get(file, "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    /** Many browsers that look at the same thing are shown the same page; what is new is shown at once. */
    @Test
    void aPageIsMadeOnceForAll() throws Exception {
        try (RunningServer server = RunningServer.start(ApiBoards.soaking())) {
            String first = server.get("/").body();
            server.now = Boards.NOW.plusMillis(300);
            assertThat(server.get("/").body()).isEqualTo(first);
            server.recent.remember(Boards.NOW, "reload", Map.of("ok", true));
            assertThat(server.get("/").body()).contains("reload");
            server.show(ApiBoards.stopped());
            assertThat(server.get("/").body()).contains("The bot is stopped");
            server.now = Boards.NOW.plusSeconds(20);
            assertThat(server.get("/").body()).contains("20s old");
        }
    }
}

package io.github.slowatchdog.demo;

import static io.github.slowatchdog.servers.ServerProcess.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bot of the demonstration does what the real one is described to do; every other test leans on that. */
class DemoBotTest {

    private static final String STOP = "{\"mode\":\"DRY\",\"emergency_stop\":true,\"updated_at\":1}";
    private static final String RELEASED = "{\"mode\":\"DRY\",\"emergency_stop\":false,\"updated_at\":2}";
    private static final String LIVE = "{\"mode\":\"LIVE\",\"emergency_stop\":false,\"updated_at\":3}";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void serves_its_metrics_and_creates_forbidden_counters_lazily() throws Exception {
        try (DemoBot bot = DemoBot.start()) {
            assertThat(get(bot, "/metrics"))
                    .contains("vanta_exec_mode{mode=\"LIVE\"} 1.0\n", "vanta_exec_mode{mode=\"DRY\"} 0.0\n")
                    .contains("# TYPE vanta_tx_total counter\n")
                    .doesNotContain("vanta_intent_duplicate_total");

            assertThat(post(bot, "/inject?what=duplicate").statusCode()).isEqualTo(200);

            assertThat(get(bot, "/metrics")).contains("vanta_intent_duplicate_total 1.0\n");
        }
    }

    @Test
    void a_restart_loses_the_counters_and_moves_the_start_time() {
        try (DemoBot bot = DemoBot.start()) {
            bot.inject("illegal");
            double before = bot.value("process_start_time_seconds").orElseThrow();

            await("a later start", () -> {
                bot.inject("restart");
                return bot.value("process_start_time_seconds").orElseThrow() > before;
            });

            assertThat(bot.value("vanta_intent_illegal_transition_total")).isEmpty();
        }
    }

    @Test
    void obeys_the_flag_and_goes_live_only_by_an_operator(@TempDir Path directory) throws Exception {
        int port = ServerProcess.freePort();
        List<String> redis =
                List.of("redis-server", "--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no");
        try (ServerProcess server = ServerProcess.start(redis, port, directory, "apt-get install redis-server");
                DemoBot bot = DemoBot.start("--redis", "127.0.0.1:" + port, "--poll", "20")) {
            assertThat(server.isAlive()).isTrue();
            set(port, STOP);
            await("DRY", () -> bot.mode().equals("DRY"));
            assertThatThrownBy(() -> bot.inject("live")).isInstanceOf(IllegalStateException.class);

            set(port, RELEASED);
            double intents = bot.value("vanta_intents_total").orElseThrow();
            await("some reads later", () -> bot.value("vanta_intents_total").orElseThrow() > intents + 2);
            assertThat(bot.mode()).as("a release alone does not make it LIVE").isEqualTo("DRY");

            set(port, LIVE);
            await("LIVE", () -> bot.mode().equals("LIVE"));
        }
    }

    @Test
    void stops_by_the_second_channel_with_the_right_token_only() throws Exception {
        try (DemoBot bot = DemoBot.start("--token", "right")) {
            URI url = bot.url().resolve("/admin/emergency-stop");
            HttpRequest.Builder request = HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.noBody());

            assertThat(send(request.copy().header("Authorization", "Bearer wrong"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(bot.mode()).isEqualTo("LIVE");

            assertThat(send(request.copy().header("Authorization", "Bearer right"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(bot, "/health")).contains("\"execution_mode\":{\"mode\":\"DRY\"");
        }
    }

    @Test
    void refuses_what_it_does_not_know() throws Exception {
        try (DemoBot bot = DemoBot.start()) {
            assertThat(post(bot, "/inject?what=nonsense").statusCode()).isEqualTo(400);
            assertThat(post(bot, "/inject").statusCode()).isEqualTo(400);
            assertThatThrownBy(() -> DemoBot.start("--prot", "1")).hasMessageContaining("--prot");
        }
    }

    private static void set(int port, String flag) throws IOException {
        try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String command = "*3\r\n$3\r\nSET\r\n$9\r\nexec_mode\r\n$" + flag.length() + "\r\n" + flag + "\r\n";
            redis.getOutputStream().write(command.getBytes(StandardCharsets.UTF_8));
            byte[] answer = redis.getInputStream().readNBytes(5);
            assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("+OK\r\n");
        }
    }

    private String get(DemoBot bot, String path) throws Exception {
        return send(HttpRequest.newBuilder(bot.url().resolve(path))).body();
    }

    private HttpResponse<String> post(DemoBot bot, String path) throws Exception {
        return send(HttpRequest.newBuilder(bot.url().resolve(path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

package io.github.slowatchdog.deploy;

import static io.github.slowatchdog.deploy.Rendering.at;
import static io.github.slowatchdog.deploy.Rendering.find;
import static io.github.slowatchdog.deploy.Rendering.list;
import static io.github.slowatchdog.deploy.Rendering.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.ConfigLoader;
import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** compose.yaml starts what it names, locked down, and its files are accepted by those who read them. */
class ComposeTest {

    private static final Pattern PINNED = Pattern.compile("docker\\.io/\\S+:v?\\d+\\.\\d+\\.\\d+\\S*");
    private static final Pattern SECRET = Pattern.compile("(?i)(password|token|secret|api_?key)\\w*\"?\\s*[:=]\\s*\\S");

    private final Map<String, Object> services = at(yaml(Path.of("compose.yaml")), "services");

    @Test
    void every_service_is_locked_down_and_bounded() {
        assertThat(services.keySet())
                .containsExactlyInAnyOrder("bot", "watchdog", "redis", "prometheus", "alertmanager", "grafana");
        assertThat(services.values()).allSatisfy(service -> {
            assertThat(find(service, "read_only")).isEqualTo(true);
            assertThat(find(service, "cap_drop")).isEqualTo(List.of("ALL"));
            assertThat(find(service, "security_opt")).isEqualTo(List.of("no-new-privileges:true"));
            assertThat(find(service, "mem_limit")).asString().matches("\\d+m");
            assertThat(at(service)).containsAnyOf(Map.entry("restart", "unless-stopped"));
        });
    }

    @Test
    void images_are_pinned_or_built_here_and_all_are_asked_how_they_are() throws IOException {
        String dockerfile = Files.readString(Path.of("Dockerfile"));
        assertThat(services).allSatisfy((name, service) -> {
            Map<String, Object> keys = at(service);
            if (keys.get("build") instanceof Map<?, ?> build) {
                Object target = build.get("target");
                assertThat(dockerfile).contains(target == null ? "FROM scratch\n" : " AS " + target + "\n");
                assertThat(dockerfile).containsPattern("HEALTHCHECK [^\\n]*CMD");
            } else {
                assertThat(keys.get("image")).asString().matches(PINNED);
                assertThat(at(service, "healthcheck")).containsKeys("test", "interval", "timeout", "retries");
            }
        });
    }

    @Test
    void ports_are_open_on_this_machine_only() {
        assertThat(services.values()).allSatisfy(service -> {
            if (at(service).get("ports") instanceof List<?> ports) {
                assertThat(ports).allSatisfy(port -> assertThat(port).asString().startsWith("127.0.0.1:"));
            }
        });
        assertThat(at(services, "redis")).doesNotContainKey("ports");
    }

    @Test
    void there_is_no_secret_in_it() throws IOException {
        for (String file : List.of("compose.yaml", "compose/watchdog.yaml", "compose/grafana/datasources.yaml")) {
            assertThat(SECRET.matcher(Files.readString(Path.of(file))).find())
                    .as(file)
                    .isFalse();
        }
        assertThat(SECRET.matcher("GF_SECURITY_ADMIN_PASSWORD: admin").find()).isTrue();
    }

    /** Docker would make an empty directory of one that is missing. */
    @Test
    void every_file_that_is_mounted_is_there_and_read_only() {
        Map<String, Object> named = at(yaml(Path.of("compose.yaml")), "volumes");
        assertThat(services.values()).allSatisfy(service -> {
            if (at(service).get("volumes") instanceof List<?> volumes) {
                assertThat(volumes)
                        .allSatisfy(volume -> assertMounted(volume.toString().split(":"), named));
            }
        });
    }

    private static void assertMounted(String[] volume, Map<String, Object> named) {
        if (!volume[0].startsWith(".")) {
            assertThat(named).containsKey(volume[0]);
        } else {
            assertThat(volume).hasSize(3).endsWith("ro");
            // made on its own: nothing is missing where there is none
            assertThat(Files.exists(Path.of(volume[0]))
                            || volume[0].startsWith("./mixin") && !Files.exists(Path.of("mixin")))
                    .as(volume[0])
                    .isTrue();
        }
    }

    @Test
    void prometheus_and_alertmanager_accept_their_files(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("prometheus.yaml");
        Files.writeString(
                file,
                Files.readString(Path.of("compose/prometheus.yaml"))
                        .replace(
                                "/etc/prometheus/mixin",
                                Path.of("mixin").toAbsolutePath().toString()));
        Ran prometheus = Ran.of("promtool", "check", "config", file.toString());
        Ran alertmanager = Ran.of("amtool", "check-config", "compose/alertmanager.yaml");

        assertThat(prometheus.exit()).as(prometheus.said()).isZero();
        assertThat(alertmanager.exit()).as(alertmanager.said()).isZero();
    }

    @Test
    void the_watchdog_accepts_its_configuration_and_asks_who_is_there() {
        Loaded loaded = ConfigLoader.load(Path.of("compose/watchdog.yaml"), Optional.empty(), name -> Optional.empty());
        assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
        Settings settings = ((Loaded.Ok) loaded).settings();

        assertThat(settings.prometheus().url()).hasHost("prometheus");
        assertThat(List.of("prometheus", "bot", "redis", "alertmanager"))
                .allSatisfy(host -> assertThat(text()).containsPattern("//" + host + ":\\d+"));
        List<Map<String, Object>> scraped = list(yaml(Path.of("compose/prometheus.yaml")), "scrape_configs");
        assertThat(scraped.stream().map(job -> find(job, "job_name"))).contains("vanta-metrics", "slo-watchdog");
        assertThat(scraped.stream().map(job -> find(job, "static_configs", 0, "targets", 0)))
                .containsExactly("bot:8090", "watchdog:9911");
    }

    private static String text() throws IOException {
        return Files.readString(Path.of("compose/watchdog.yaml"));
    }
}

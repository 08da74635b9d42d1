package io.github.slowatchdog.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.slowatchdog.servers.Executable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The entry of the image, compiled as the Dockerfile does, in an installation with a Java that only tells how it was called. */
class ImageEntryTest {

    private static final int ALARM = 128 + 14;

    @TempDir
    static Path root;

    @BeforeAll
    static void install() throws Exception {
        compile(program());
        // in front of Java, as in a container
        compile(first(), "-DFIRST=1");
        java("""
                echo "pid=$$ arena=$MALLOC_ARENA_MAX"
                for word in "$@"; do echo "$word"; done
                exit 42
                """);
    }

    private static void compile(String program, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of("gcc", "-std=gnu17", "-Wall", "-Wextra", "-Werror", "-Os"));
        command.addAll(List.of(more));
        command.addAll(List.of("-DROOT=\"" + root + "/\"", "-o", program, "image/entry.c"));
        Ran compiled = Ran.of(command.toArray(String[]::new));
        assertThat(compiled.exit()).as(compiled.said()).isZero();
    }

    private static void java(String script) throws IOException {
        Executable.script(root.resolve("java/bin/java"), script);
    }

    @Test
    void becomes_java_with_the_options_of_the_command() throws Exception {
        Ran.Started run = Ran.start(Map.of("JAVA_OPTS", "-Xmx99m  -Dx=y"), program(), "run", "--config", "a file.yaml");
        long pid = run.process().pid();

        assertThat(run.end()).isEqualTo(new Ran(42, """
                pid=%d arena=1
                @%s/run.options
                -Xmx99m
                -Dx=y
                -jar
                %2$s/lib/slo-watchdog.jar
                run
                --config
                a file.yaml
                """.formatted(pid, root)));
        assertThat(Ran.of(program(), "release").said()).contains("@" + root + "/command.options\n-jar\n");
        assertThat(Ran.of(program()).said()).contains("@" + root + "/command.options\n-jar\n");
    }

    @Test
    void as_process_1_it_hands_signals_on_and_ends_as_java_does() throws Exception {
        assertThat(Ran.of(first(), "check").exit()).isEqualTo(42);
        // Java has no handler yet, and would end by the signal
        assertThat(told(first(), "run")).isZero();
        assertThat(told(first(), "check")).isEqualTo(128 + 15);
        assertThat(told(program(), "run")).isEqualTo(128 + 15);
    }

    /** The exit code of one that gets SIGTERM while its Java is only waiting. */
    private static int told(String program, String command) throws Exception {
        Path java = root.resolve("java/bin/java");
        String other = Files.readString(java);
        try {
            java("echo started; exec sleep 20\n");
            Process process = Ran.start(Map.of(), program, command).process();
            assertThat(process.inputReader().readLine()).isEqualTo("started");
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            java(other.replaceFirst("#!.*\n", ""));
        }
    }

    @Test
    void healthy_is_who_answers_200_and_who_is_not_is_told_why() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/-/healthy") ? 200 : 503, -1);
            exchange.close();
        });
        server.start();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ran.Started hanging = healthy("127.0.0.1:" + silent.getLocalPort());
            String port = ":" + server.getAddress().getPort();

            assertThat(healthy("0.0.0.0" + port).end()).isEqualTo(new Ran(0, ""));
            assertThat(healthy("[::]" + port).end().exit()).isZero();
            assertThat(Ran.of(program(), "healthy", "127.0.0.1" + port, "/other")
                            .said())
                    .isEqualTo("slo-watchdog: /other: HTTP/1.1 503 Service Unavailable\n");
            assertThat(healthy("127.0.0.1:1").end())
                    .isEqualTo(new Ran(1, "slo-watchdog: 127.0.0.1:1: Connection refused\n"));
            assertThat(healthy("nowhere").end()).isEqualTo(new Ran(1, "slo-watchdog: nowhere: is no HOST:PORT\n"));
            assertThat(hanging.end().exit()).isEqualTo(ALARM);
        } finally {
            server.stop(0);
        }
    }

    private static Ran.Started healthy(String listen) throws IOException {
        return Ran.start(Map.of("SLO_WATCHDOG_LISTEN", listen), program(), "healthy");
    }

    private static String program() {
        return root.resolve("entry").toString();
    }

    private static String first() {
        return root.resolve("first").toString();
    }
}

package io.github.slowatchdog.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.Relay;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that ends each connection as soon as it is made, for a while: then it is asked as before, with all connections that there may be. */
class CutConnectionsTest {

    private static final int CONNECTIONS = 4;
    private static final Relay.Way ON =
            (bytes, length, to) -> to.getOutputStream().write(bytes, 0, length);

    private final Vertx vertx = Vertx.vertx();
    private final HttpCaller caller = HttpCaller.create(vertx, Settings.HttpClient.PLAIN, CONNECTIONS);

    @AfterEach
    void close() {
        Awaited.result(vertx.close());
    }

    /** One in ten of such calls is given a connection that was closed just before, and hears nothing of it. */
    @Test
    void noneOfThemStaysTaken() throws Exception {
        int port = Awaited.result(vertx.createHttpServer()
                        .requestHandler(request -> request.response().end("yes"))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        try (Relay relay = Relay.start(port, ON, ON)) {
            URI url = URI.create("http://127.0.0.1:" + relay.port() + "/");
            for (int outage = 0; outage < 6; outage++) {
                relay.refuse();
                for (int round = 0; round < 15; round++) {
                    assertThat(ask(url)).allMatch(Answer.Failed.class::isInstance);
                    TimeUnit.MILLISECONDS.sleep(10);
                }
                relay.allow();
                for (int round = 0; round < 3; round++) {
                    assertThat(ask(url)).as("outage %d", outage).allMatch(Answer.Ok.class::isInstance);
                }
            }
        }
    }

    private List<Answer> ask(URI url) {
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS + 2; i++) {
            answers.add(caller.call(Call.form(url, Map.of("query", "up"), Duration.ofMillis(500), 1000)));
        }
        return answers.stream().map(Awaited::result).toList();
    }
}

package io.github.slowatchdog.cli;

import io.github.slowatchdog.alertmanager.AlertPusher;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.grafana.Annotator;
import io.github.slowatchdog.metrics.Told;
import io.github.slowatchdog.watch.Attempt;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Journal;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people, by alerts and annotations, on a thread of its own, which nothing waits for. */
final class Announcing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Announcing.class);
    private static final long LOOK_MILLIS = 500;
    /** Where nobody is to be told: a reload may change that. */
    private static final long IDLE_MILLIS = 5_000;

    private final Vertx vertx;
    private final ScheduledExecutorService thread = OneThread.named("announce");
    private final Annotator annotator;
    private volatile Optional<Supplier<InForce>> inForce = Optional.empty();
    private volatile Optional<AlertPusher> pusher = Optional.empty();
    private Optional<URI> here = Optional.empty();

    Announcing(Vertx vertx) {
        this.vertx = vertx;
        this.annotator = new Annotator(vertx, this::execute, this::settings, this::base);
    }

    /** Where the events go that become annotations. */
    Journal journal() {
        return annotator;
    }

    /**
     * Begins to tell. To be called once.
     *
     * @param port on which the watchdog's pages are
     * @param running what runs at the moment
     */
    void begin(int port, Supplier<InForce> running) {
        inForce = Optional.of(running);
        Supplier<Board> boards = () -> running.get().watchdog().board();
        AlertPusher alerts =
                new AlertPusher(vertx, this::execute, boards, this::settings, this::base, InstantSource.system());
        pusher = Optional.of(alerts);
        thread.execute(() -> here = Optional.of(here(settings().http(), port)));
        execute(() -> look(alerts));
    }

    private void look(AlertPusher alerts) {
        guarded(alerts::look);
        guarded(annotator::look);
        boolean idle = Attempt.orElse(this::isIdle, e -> false);
        later(() -> look(alerts), idle ? IDLE_MILLIS : LOOK_MILLIS);
    }

    private boolean isIdle() {
        return settings().alertmanager().isEmpty() && settings().grafana().isEmpty();
    }

    /** How it goes. Safe from any thread. */
    Told told() {
        return new Told(
                pusher.stream()
                        .flatMap(one -> one.deliveries().stream())
                        .map(one -> new Told.Receiver(one.url(), one.up(), one.sent(), one.failed()))
                        .toList(),
                annotator.counts());
    }

    private Settings settings() {
        return inForce.orElseThrow().get().settings();
    }

    private URI base() {
        return settings().http().external().or(() -> here).orElseThrow();
    }

    /** A host that stands for all of this machine is of no use to anybody elsewhere. */
    private static URI here(Settings.Http http, int port) {
        String host = http.host();
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isAnyLocalAddress()) {
                host = InetAddress.getLocalHost().getHostName();
            }
        } catch (UnknownHostException e) {
            LOG.info("http.external_url is not set, and this machine does not know its own name: {}", e.getMessage());
            host = "localhost";
        }
        String scheme = http.serving().tls().isPresent() ? "https" : "http";
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    private void execute(Runnable step) {
        later(step, 0);
    }

    private void later(Runnable step, long millis) {
        try {
            var unused = thread.schedule(() -> guarded(step), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // after the end
        }
    }

    /** One bad step must not end all others. */
    private static void guarded(Runnable step) {
        Attempt.of(step, e -> LOG.error("a bug in telling people: {}", e.toString(), e));
    }

    /** Tells no more. What was told stays, and ends by itself where nobody goes on telling it. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}

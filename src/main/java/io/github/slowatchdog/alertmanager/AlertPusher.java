package io.github.slowatchdog.alertmanager;

import io.github.slowatchdog.client.HttpCaller;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.watch.Board;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pushes the alerts of the moment to every Alertmanager of the configuration (SPEC 6, {@code alertmanager}). Looks at the Board from
 * a thread of its own, so that neither many alerts nor a slow server delay a stop; follows a reload by itself.
 *
 * <p>Ending it resolves nothing: what was going on goes on, and Alertmanager lets it end by itself if nobody sends it any more.
 */
public final class AlertPusher {

    private static final Duration AT_LEAST = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Executor thread;
    private final Supplier<Board> boards;
    private final Supplier<Settings> settings;
    private final Supplier<URI> base;
    private final InstantSource clock;
    private Optional<Settings.Alertmanager> current = Optional.empty();
    private Optional<HttpCaller> caller = Optional.empty();
    private volatile List<Sender> senders = List.of();
    private @Nullable Board shown;
    private Instant looked = Instant.EPOCH;
    private List<Alert> active = List.of();

    /**
     * @param thread one thread, on which {@link #look} is called, too
     * @param settings those in force
     * @param base where people reach the watchdog's pages
     */
    public AlertPusher(
            Vertx vertx,
            Executor thread,
            Supplier<Board> boards,
            Supplier<Settings> settings,
            Supplier<URI> base,
            InstantSource clock) {
        this.vertx = vertx;
        this.thread = thread;
        this.boards = boards;
        this.settings = settings;
        this.base = base;
        this.clock = clock;
    }

    /** Looks at the Board, and tells what is new. To be called several times a second, on the thread. */
    @SuppressWarnings("ReferenceEquality") // the very same Board, found out without looking into it
    public void look() {
        Settings inForce = settings.get();
        if (!inForce.alertmanager().equals(current)) {
            follow(inForce.alertmanager());
        }
        if (senders.isEmpty()) {
            return;
        }
        Board board = boards.get();
        // a Board that stays says the same, but for the loop's silence
        if (board != shown || Duration.between(looked, clock.instant()).abs().compareTo(AT_LEAST) > 0) {
            shown = board;
            looked = clock.instant();
            active = new ActiveAlerts(
                            inForce.name(),
                            current.map(Settings.Alertmanager::labels).orElseThrow(),
                            base.get())
                    .of(board, looked);
        }
        senders.forEach(sender -> sender.show(active));
    }

    /** How it goes with each Alertmanager, in the order of the configuration; none before the first look. Safe from any thread. */
    public List<Delivery> deliveries() {
        return senders.stream().map(Sender::delivery).toList();
    }

    /** Those that go on being told are told everything anew; what those that are not were told ends there by itself. */
    private void follow(Optional<Settings.Alertmanager> next) {
        caller.ifPresent(before -> before.close());
        current = next;
        shown = null;
        caller = next.map(at -> HttpCaller.create(vertx, at.client(), at.urls().size()));
        senders = next.map(at -> at.urls().stream()
                        .map(url -> new Sender(url, caller.orElseThrow(), at, thread, clock))
                        .toList())
                .orElse(List.of());
    }
}

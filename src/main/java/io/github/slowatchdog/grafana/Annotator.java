package io.github.slowatchdog.grafana;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.client.Call;
import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.client.HttpCaller;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.watch.Event;
import io.github.slowatchdog.watch.Journal;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes annotations of the events of the loop (SPEC 8), one after the other. Taking an event costs the loop a place in a bounded queue;
 * everything else happens on a thread of its own.
 */
public final class Annotator implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Annotator.class);
    private static final int WAITING = 200;
    private static final int TRIES = 3;
    private static final int CONNECTIONS = 1;

    private final Vertx vertx;
    private final Executor thread;
    private final Supplier<Settings> settings;
    private final Supplier<URI> base;
    private final Queue<Event> events = new ArrayBlockingQueue<>(WAITING);
    private final Deque<Note> notes = new ArrayDeque<>();
    private final Map<Result, LongAdder> counts = new EnumMap<>(Result.class);
    private Optional<Settings.Grafana> current = Optional.empty();
    private Optional<HttpCaller> caller = Optional.empty();
    private Optional<Requests> requests = Optional.empty();
    private boolean busy;
    private int tried;
    private boolean failing;

    /** What becomes of a note. */
    private enum Result {
        SENT,
        FAILED,
        DROPPED
    }

    /**
     * @param thread one thread, on which {@link #look} is called, too
     * @param settings those in force
     * @param base where people reach the watchdog's pages
     */
    public Annotator(Vertx vertx, Executor thread, Supplier<Settings> settings, Supplier<URI> base) {
        this.vertx = vertx;
        this.thread = thread;
        this.settings = settings;
        this.base = base;
        for (Result result : Result.values()) {
            counts.put(result, new LongAdder());
        }
    }

    @Override
    public void record(Event event) {
        if (Note.EVENTS.contains(event.name()) && !events.offer(event)) {
            count(Result.DROPPED);
        }
    }

    /** Sends what waits. To be called about once a second, on the thread. */
    public void look() {
        Settings inForce = settings.get();
        if (!inForce.grafana().equals(current)) {
            follow(inForce);
        }
        Event event = events.poll();
        while (event != null) {
            if (requests.isPresent()) {
                notes.addAll(Note.of(event));
            }
            event = events.poll();
        }
        while (notes.size() > WAITING) {
            notes.removeFirst();
            count(Result.DROPPED);
        }
        if (!busy) {
            next();
        }
    }

    /** How many notes there were, by what became of them. Safe from any thread. */
    public Map<String, Long> counts() {
        Map<String, Long> counted = new TreeMap<>();
        for (Result result : Result.values()) {
            counted.put(result.name().toLowerCase(Locale.ROOT), of(result).sum());
        }
        return counted;
    }

    private void follow(Settings inForce) {
        caller.ifPresent(before -> before.close());
        current = inForce.grafana();
        caller = current.map(at -> HttpCaller.create(vertx, at.client(), CONNECTIONS));
        requests = current.map(at -> new Requests(at, inForce.name(), base.get()));
        if (current.isEmpty()) {
            notes.clear();
        }
    }

    private void next() {
        while (!busy && !notes.isEmpty() && requests.isPresent()) {
            Note note = notes.getFirst();
            Requests asked = requests.get();
            Optional<Call> call = asked.of(note);
            if (call.isEmpty()) {
                notes.removeFirst();
                continue;
            }
            busy = true;
            caller.orElseThrow()
                    .call(call.get())
                    .onComplete(result -> thread.execute(() -> answered(asked, note, result.result())));
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very note that was sent, which may have been dropped meanwhile
    private void answered(Requests asked, Note note, Answer answer) {
        busy = false;
        boolean sent = answer instanceof Answer.Ok ok && ok.isSuccess();
        if (sent) {
            asked.taken(note, id((Answer.Ok) answer));
            tell(answer, true);
        } else if (++tried < TRIES && isPassing(answer)) {
            // at the next look
            return;
        } else {
            tell(answer, false);
        }
        tried = 0;
        count(sent ? Result.SENT : Result.FAILED);
        if (notes.peekFirst() == note) {
            notes.removeFirst();
        }
        next();
    }

    /** A refusal is not taken back by asking again. */
    private static boolean isPassing(Answer answer) {
        return !(answer instanceof Answer.Ok ok && ok.status() < 500);
    }

    private static Optional<Long> id(Answer.Ok ok) {
        try {
            return Optional.ofNullable(new JsonObject(ok.body()).getLong("id"));
        } catch (RuntimeException e) {
            // it stays a moment
            return Optional.empty();
        }
    }

    /** Once when it begins to fail, and once when it is well again. */
    private void tell(Answer answer, boolean well) {
        if (well == failing) {
            String why = answer instanceof Answer.Ok ok
                    ? "HTTP " + ok.status() + ": " + Excerpt.of(ok.body().toString())
                    : ((Answer.Failed) answer).detail();
            if (well) {
                LOG.info("Grafana takes annotations again");
            } else {
                LOG.atWarn().addKeyValue("why", why).log("Grafana does not take annotations");
            }
        }
        failing = !well;
    }

    private void count(Result result) {
        of(result).increment();
    }

    private LongAdder of(Result result) {
        return Objects.requireNonNull(counts.get(result));
    }
}

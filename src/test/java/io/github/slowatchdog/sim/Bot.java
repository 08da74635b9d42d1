package io.github.slowatchdog.sim;

import io.github.slowatchdog.redis.SimulatedRedis;
import io.github.slowatchdog.slo.Labels;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The bot: one process after another, each with counters that begin at nothing, under a name that a new pod changes. It obeys the flag it
 * polls, unless it hangs or is made not to. Everything that happens to it is kept, for the oracle.
 */
final class Bot {

    static final String DUPLICATES = "bot_duplicates_total";
    static final String REQUESTS = "bot_requests_total";
    static final String MODE = "bot_mode";
    static final String LAG = "bot_lag";
    static final String START = "process_start_time_seconds";

    /** An event that must not happen, at its true time. */
    record Bad(double at, String what) {}

    /** One process. */
    static final class Life {
        final String instance;
        final double start;
        /** Duplicates by their kind. */
        final Map<String, Double> duplicates = new LinkedHashMap<>();

        Life(String instance, double start) {
            this.instance = instance;
            this.start = start;
        }
    }

    final List<Bad> duplicates = new ArrayList<>();
    /** The time from which on it was in DRY, for each time that it came to be; empty while it is not. */
    final List<double[]> dry = new ArrayList<>();

    private final VirtualTime time;
    private final Map<String, Labels> names = new HashMap<>();
    private final boolean showsStart;
    private final boolean expectedLive;
    Optional<Life> life;
    boolean hangs;
    boolean ignoresFlag;
    boolean ignoresHttp;
    boolean lagBad;
    boolean lagNan;
    private String mode;
    private int pods;
    long requests;
    private double requestsFrom;
    private final double rate;
    private String instance = "bot-0";

    Bot(VirtualTime time, Dice dice, boolean live) {
        this.time = time;
        this.showsStart = dice.chance(0.85);
        this.expectedLive = live;
        this.rate = dice.whole(2, 20);
        this.mode = live ? "LIVE" : "DRY";
        this.life = Optional.of(new Life(instance, -dice.between(5, 1000)));
        if (dice.chance(0.3)) {
            // what happened before anybody watched
            life.get().duplicates.put("old", 1.0 * dice.whole(1, 5));
        }
        noteMode();
    }

    boolean isUp() {
        return life.isPresent() && !hangs;
    }

    String mode() {
        return mode;
    }

    String instance() {
        return instance;
    }

    /** The names under which the store knows what it shows, or a page of one that never moves. */
    private Labels labels(String as, String name, String label, String value) {
        return names.computeIfAbsent(
                as + name + value, key -> Labels.of(Labels.NAME, name, "job", "bot", "instance", as, label, value));
    }

    void duplicate(String kind, int events) {
        life.ifPresent(one -> {
            one.duplicates.merge(kind, (double) events, Double::sum);
            duplicates.add(new Bad(time.seconds(), events + " of kind " + kind + " in " + instance));
        });
    }

    void setMode(String next) {
        if (!mode.equals(next)) {
            mode = next;
            noteMode();
        }
    }

    private void noteMode() {
        boolean isDry = mode.equals("DRY") && life.isPresent();
        boolean was = !dry.isEmpty() && dry.get(dry.size() - 1)[1] == Double.MAX_VALUE;
        if (isDry && !was) {
            dry.add(new double[] {time.seconds(), Double.MAX_VALUE});
        } else if (!isDry && was) {
            dry.get(dry.size() - 1)[1] = time.seconds();
        }
    }

    /** Whether it was in DRY at some moment of this stretch. */
    boolean wasDry(double from, double to) {
        return dry.stream().anyMatch(span -> span[0] <= to && span[1] >= from);
    }

    /** Whether it was in DRY all the time of this stretch. */
    boolean wasDryThroughout(double from, double to) {
        return dry.stream().anyMatch(span -> span[0] <= from && span[1] >= to);
    }

    void die() {
        served();
        life = Optional.empty();
        noteMode();
    }

    /**
     * Another process.
     *
     * @param moved whether it runs in a new pod
     */
    void start(boolean moved) {
        instance = moved ? "bot-" + ++pods : instance;
        life = Optional.of(new Life(instance, Math.floor(time.seconds() * 1000) / 1000));
        requestsFrom = time.seconds();
        mode = expectedLive ? mode : "DRY";
        noteMode();
    }

    private void served() {
        requests += served(time.seconds());
        requestsFrom = time.seconds();
    }

    private long served(double now) {
        return life.isEmpty() ? 0 : (long) Math.floor((now - requestsFrom) * rate);
    }

    long requestsSoFar() {
        return requests + served(time.seconds());
    }

    /** Once in a while: looks at the flag. */
    void poll(SimulatedRedis redis) {
        if (ignoresFlag || !isUp() || !redis.isWell()) {
            return;
        }
        redis.flag().ifPresent(flag -> {
            try {
                JsonObject json = new JsonObject(flag);
                if (json.getValue("emergency_stop") == Boolean.TRUE) {
                    setMode("DRY");
                } else if (json.getValue("mode") instanceof String wanted && expectedLive) {
                    setMode(wanted);
                }
            } catch (io.vertx.core.json.DecodeException e) {
                // not for us
            }
        });
    }

    boolean takesOrder() {
        if (!isUp()) {
            return false;
        }
        if (!ignoresHttp) {
            setMode("DRY");
        }
        return true;
    }

    /** What its page shows now. */
    Map<Labels, Double> page(String as) {
        Map<Labels, Double> page = new LinkedHashMap<>();
        Life one = life.orElseThrow();
        if (showsStart) {
            page.put(labels(as, START, "", ""), VirtualTime.BEGIN.getEpochSecond() + one.start);
        }
        one.duplicates.forEach((kind, events) -> page.put(labels(as, DUPLICATES, "kind", kind), events));
        page.put(labels(as, REQUESTS, "", ""), (double) served(time.seconds()));
        page.put(labels(as, MODE, "mode", "DRY"), mode.equals("DRY") ? 1.0 : 0.0);
        page.put(labels(as, MODE, "mode", "LIVE"), mode.equals("LIVE") ? 1.0 : 0.0);
        page.put(labels(as, LAG, "", ""), lag());
        return page;
    }

    double lag() {
        return lagNan ? Double.NaN : lagBad ? 500.0 : 3.0;
    }

    /** What it says of its own start. */
    OptionalDouble start() {
        return showsStart && life.isPresent() ? OptionalDouble.of(life.get().start) : OptionalDouble.empty();
    }

    Map<String, Double> duplicatesShown() {
        return life.map(one -> Map.copyOf(one.duplicates)).orElse(Map.of());
    }

    boolean isLive() {
        return expectedLive;
    }
}

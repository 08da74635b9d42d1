package io.github.slowatchdog.demo;

import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The guided tour of {@code bin/demo}: a release soaks, makes one mistake, is stopped, and is released by a person. Every
 * step is looked at from outside, in Redis and on the bot, and the exit code is 0 only if all of it happened.
 *
 * <p>Options: {@code --root DIRECTORY} (the checkout), {@code --stay}, {@code --lively} (a terminal is listening),
 * {@code --without-prometheus}, {@code --redis-jar FILE}.
 */
public final class Demo {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final double PROGRESS_STEP = 3;
    private static final String[] EVIDENCE = {"verdict changed", "duplicate_intents", "to=breach"};
    private static final String USUAL = "sum(increase(vanta_intent_duplicate_total[5m]))";
    private static final String LIVE = "{\"mode\":\"LIVE\",\"emergency_stop\":false,\"set_by\":\"alice\"}";

    private final DemoOptions options;
    private final Screen screen;
    private final Stack stack;

    private Demo(DemoOptions options, Screen screen, Stack stack) {
        this.options = options;
        this.screen = screen;
        this.stack = stack;
    }

    public static void main(String[] args) throws Exception {
        System.exit(tell(DemoOptions.parse(List.of(args)), System.out) ? 0 : 1);
    }

    /** Tells the story, and ends everything; whether all went as it should. */
    static boolean tell(DemoOptions options, PrintStream out) throws IOException, InterruptedException {
        Screen screen = new Screen(out, options.lively());
        Path directory = Files.createTempDirectory("slo-watchdog-demo");
        Stack stack = new Stack(options, directory);
        // also on Ctrl-C, and when the story fails
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stack.close();
            delete(directory);
        }));
        boolean told = new Demo(options, screen, stack).tell();
        stack.close();
        return told;
    }

    private boolean tell() throws InterruptedException {
        long began = System.nanoTime();
        try {
            start();
            soak();
            String order = breach();
            release(order);
            screen.heading("done");
            screen.good(String.format(Locale.ROOT, "All of it happened, in %.0f s.", seconds(began)));
        } catch (AssertionError | IllegalStateException | UncheckedIOException | IOException e) {
            screen.heading("this did not go as it should");
            screen.bad(String.valueOf(e.getMessage()));
            screen.text("What was started last had this to say:");
            List<String> log = stack.log().lines().toList();
            log.subList(Math.max(0, log.size() - 15), log.size()).forEach(screen::text);
            return false;
        }
        if (options.stay()) {
            invite();
            new CountDownLatch(1).await();
        }
        screen.text("Stopping what was started.");
        return true;
    }

    private void start() throws IOException {
        screen.heading("A trading bot, a " + (options.prometheus() ? "Prometheus, a " : "")
                + "Redis, and beside them slo-watchdog");
        stack.startRedis();
        stack.setFlag(LIVE);
        String origin = options.redisJar().isPresent() ? "   a real one, from the jar of embedded-redis" : "";
        screen.line("redis", "redis://127.0.0.1:" + stack.redisPort + origin);
        stack.startBot();
        screen.line("bot", stack.bot + "   release v2, LIVE; obeys the flag exec_mode in Redis");
        if (options.prometheus()) {
            stack.startPrometheus();
            screen.line("prometheus", stack.prometheus + "   scrapes the bot every second");
        } else {
            screen.line("prometheus", "none: slo-watchdog reads the bot's own page alone, each second");
        }
        stack.startWatchdog();
        String rules = options.prometheus() ? "" : " as far as the bot's page can answer them";
        screen.line("slo-watchdog", stack.watchdog + "   rules/vanta-bot.yaml" + rules + ", phase canary-live");
    }

    private void soak() {
        screen.heading("The release soaks: it must stay clean for 60 s");
        double[] shown = {-PROGRESS_STEP};
        ServerProcess.await(options.cleanSeconds() + " clean seconds", Duration.ofSeconds(45), () -> {
            Readings now = stack.readings();
            double clean = now.value("slo_watchdog_soak_clean_seconds").orElse(0.0);
            boolean enough = clean >= options.cleanSeconds();
            if (enough || clean >= shown[0] + PROGRESS_STEP) {
                shown[0] = clean;
                screen.progress(
                        clean, 60, String.format(Locale.ROOT, "%2.0f s clean; objectives: %s", clean, now.verdicts()));
            }
            return enough;
        });
        screen.progressDone();
    }

    /** Injects the mistake and watches who notices; the id of the stop order. */
    private String breach() {
        screen.heading("The bot executes one intent twice");
        screen.text("It never did before: the counter vanta_intent_duplicate_total is created now, with the value 1.");
        screen.line("flag before", stack.flag());
        long injected = System.nanoTime();
        stack.inject("duplicate");
        Map<String, BooleanSupplier> expected = new LinkedHashMap<>();
        expected.put("breach seen by slo-watchdog", () -> verdictIs("duplicate_intents", "breach"));
        expected.put("emergency stop in Redis", () -> stack.flag().contains("\"emergency_stop\":true"));
        expected.put("bot in DRY: no more trades", () -> stack.botMode().equals("DRY"));
        expected.put("stop confirmed by the bot's own word", () -> stopIs("confirmed"));
        showMoments(injected, expected);
        screen.line("flag after", stack.flag());
        await("the evidence in the log", () -> stack.logLine(EVIDENCE).isPresent());
        screen.line("evidence", stack.logLine(EVIDENCE).orElse(""));
        if (options.prometheus()) {
            // it needs two samples of the series before it says anything at all
            await("an answer to " + USUAL, () -> !stack.query(USUAL).equals("nothing"));
            screen.line("a usual alert", USUAL + " says " + stack.query(USUAL) + ": it cannot see a birth");
        }
        String order = Stack.field(stack.redis("GET", "slo-watchdog:demo:order"), "id");
        if (order.isEmpty()) {
            throw new AssertionError("no stop order is kept in Redis");
        }
        return order;
    }

    /** Shows each thing when it has happened, in the order in which they do. */
    private void showMoments(long since, Map<String, BooleanSupplier> expected) {
        await("all of " + expected.keySet(), () -> {
            expected.entrySet().removeIf(moment -> {
                boolean happened = moment.getValue().getAsBoolean();
                if (happened) {
                    screen.moment(seconds(since), moment.getKey());
                }
                return happened;
            });
            return expected.isEmpty();
        });
    }

    /** The key under which the one watchdog that runs leaves its word. */
    private String word() {
        String[] names =
                stack.redis("GET", "slo-watchdog:{exec_mode}:watchdogs").split("\"", -1);
        return names.length > 1 ? names[1] : "none yet";
    }

    private void release(String order) throws IOException, InterruptedException {
        screen.heading("A person releases the stop");
        // a release is decided by what the watchdog last said of its objectives, once a second
        await("word of the breach in Redis", () -> stack.redis("GET", word()).contains("duplicate_intents"));
        String[] asked = {"release", "--order", order, "--by", "alice", "--reason", "known case, see ticket 4711"};
        List<String> refusal = expect(3, asked);
        if (refusal.stream().noneMatch(line -> line.contains("duplicate_intents"))) {
            throw new AssertionError("the refusal does not name the objective");
        }
        screen.text("Refused: the duplicate is still there. Alice insists, and that is written down.");
        String[] forced = Stream.concat(Stream.of(asked), Stream.of("--force")).toArray(String[]::new);
        expect(0, forced);
        await("the stop to be released", () -> stopIs("clear"));
        screen.line("flag", stack.flag());
        long released = System.nanoTime();
        await("two seconds to pass", () -> seconds(released) > 2);
        if (!stack.flag().contains("\"emergency_stop\":false")
                || !stack.botMode().equals("DRY")) {
            throw new AssertionError("after the release: flag " + stack.flag() + ", bot " + stack.botMode());
        }
        screen.line("bot", "still DRY: going live again is the operator's own act");
    }

    /** Runs a command of slo-watchdog, shows it and what it says, and insists on its exit code. */
    private List<String> expect(int exit, String... arguments) throws IOException, InterruptedException {
        screen.command("slo-watchdog "
                + Stream.of(arguments)
                        .map(word -> word.contains(" ") ? "'" + word + "'" : word)
                        .collect(Collectors.joining(" ")));
        Stack.Result result = stack.command(arguments);
        result.output().forEach(screen::text);
        screen.line("exit code", "" + result.exit());
        if (result.exit() != exit) {
            throw new AssertionError(exit + " was expected");
        }
        return result.output();
    }

    private void invite() {
        screen.heading("Everything stays up until Ctrl-C");
        screen.line("the page", stack.watchdog.resolve("/").toString());
        screen.line("metrics", stack.watchdog.resolve("/metrics").toString());
        if (options.prometheus()) {
            screen.line("prometheus", stack.prometheus.resolve("/graph").toString());
        }
        screen.line("another one", "curl -X POST '" + stack.bot.resolve("/inject?what=illegal") + "'");
        screen.line("live again", "redis-cli -p " + stack.redisPort + " SET exec_mode '" + LIVE + "'");
        screen.line("configuration", stack.config().toString());
    }

    private boolean verdictIs(String slo, String verdict) {
        return stack.readings().is("slo_watchdog_verdict", "slo=\"" + slo + "\"", "verdict=\"" + verdict + "\"");
    }

    private boolean stopIs(String state) {
        return stack.readings().is("slo_watchdog_stop", "state=\"" + state + "\"");
    }

    private static void await(String what, BooleanSupplier condition) {
        ServerProcess.await(what, SOON, condition);
    }

    private static double seconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException e) {
            System.err.println("left behind: " + directory);
        }
    }
}

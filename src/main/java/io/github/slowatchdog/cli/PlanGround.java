package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.PlanFile;
import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.plan.Inheritance;
import io.github.slowatchdog.plan.Kept;
import io.github.slowatchdog.plan.Means;
import io.github.slowatchdog.plan.Occasion;
import io.github.slowatchdog.plan.PlanReport;
import io.github.slowatchdog.plan.PlanRunner;
import io.github.slowatchdog.plan.PlanVerdict;
import io.github.slowatchdog.plan.Preflight;
import io.github.slowatchdog.plan.StepReport;
import io.github.slowatchdog.plan.Time;
import io.github.slowatchdog.redis.FlagLook;
import io.github.slowatchdog.slo.Lane;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that a plan is carried out with, joined; and its end, also by a signal. */
final class PlanGround implements AutoCloseable {

    private static final String FILE = "plans.json";

    private final PlanFile plan;
    private final OwnVertx own;
    private final Optional<FlagLook> look;
    private final Means means;
    private final Occasion occasion;

    private PlanGround(PlanFile plan, OwnVertx own, Optional<FlagLook> look, Means means, Occasion occasion) {
        this.plan = plan;
        this.own = own;
        this.look = look;
        this.means = means;
        this.occasion = occasion;
    }

    /** How it ended, and whether all of it could be told. */
    record Ended(PlanVerdict verdict, boolean told) {}

    /** Whether the plan needs something that only a configuration says. */
    static boolean needsConfiguration(PlanFile plan, boolean needsKept, boolean hasState) {
        Set<Lane> lanes = Preflight.lanes(plan);
        return (lanes.contains(Lane.PROMETHEUS) && plan.prometheus().isEmpty())
                || (lanes.contains(Lane.BOT) && plan.bot().isEmpty())
                || Preflight.needsFlag(plan)
                || ((needsKept || Preflight.needsKept(plan)) && !hasState);
    }

    static PlanGround prepare(
            PlanFile plan, Optional<Settings> settings, VerifyOptions options, Set<String> environmentUsed) {
        OwnVertx own = OwnVertx.open(2);
        Optional<Settings.Prometheus> prometheus = plan.prometheus().or(() -> settings.map(Settings::prometheus));
        Optional<Settings.Bot> bot = plan.bot().or(() -> settings.flatMap(Settings::bot));
        Optional<FlagLook> look = settings.filter(all -> Preflight.needsFlag(plan))
                .map(all -> FlagLook.open(all.stop().redis()));
        Optional<Path> file =
                options.state().or(() -> settings.flatMap(Settings::journal).map(journal -> journal.resolve(FILE)));
        Optional<Kept> kept = file.map(Kept::new);
        Predicate<String> inherited = Inheritance.of(plan, environmentUsed);
        Means means = new Means(
                own.vertx(),
                Wiring.lanes(own.vertx(), prometheus, bot),
                prometheus.flatMap(Settings.Prometheus::freshness).map(Settings.Freshness::maxAge),
                look.map(FlagInRedis::new),
                kept,
                options.attested(),
                System.in,
                inherited,
                secrets(prometheus, bot),
                Time.system());
        return new PlanGround(plan, own, look, means, new Occasion(options.deployment(), options.health(), kept));
    }

    private static Set<Secret> secrets(Optional<Settings.Prometheus> prometheus, Optional<Settings.Bot> bot) {
        return Stream.concat(
                        prometheus.map(Settings.Prometheus::client).stream(), bot.map(Settings.Bot::client).stream())
                .flatMap(Settings.HttpClient::secrets)
                .collect(Collectors.toSet());
    }

    /** What the plan needs and is not there. */
    List<Problem> problems() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Preflight.problems(plan, means, path);
    }

    /**
     * Carries the plan out. A signal breaks it off; the process ends only when that has been done and told.
     *
     * @param teller says whether all could be told
     */
    Ended carryOut(Consumer<StepReport> listener, Predicate<PlanReport> teller) {
        PlanRunner runner = new PlanRunner(plan, means, occasion, listener);
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            runner.breakOff();
            await(over);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            PlanReport report = runner.run();
            return new Ended(report.verdict(), teller.test(report));
        } finally {
            over.countDown();
            release(hook);
        }
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void release(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is at work: the process is ending
        }
    }

    @Override
    public void close() {
        look.ifPresent(FlagLook::close);
        own.close();
    }
}

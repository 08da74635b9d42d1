package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanFile;
import io.github.slowatchdog.config.PlanLoader;
import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans as a person writes them, and what they are carried out with in tests. */
final class Plans {

    private Plans() {}

    static PlanFile plan(Path directory, String yaml) {
        return plan(directory, yaml, Map.of());
    }

    static PlanFile plan(Path directory, String yaml, Map<String, String> environment) {
        try {
            Path file = Files.writeString(directory.resolve("plan.yaml"), yaml);
            List<Problem> problems = new ArrayList<>();
            return PlanLoader.load(
                            file,
                            new PlanLoader.Given(Map.of(), Optional.empty()),
                            name -> Optional.ofNullable(environment.get(name)),
                            problems::add)
                    .orElseThrow(() -> new AssertionError(problems));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A plan of one step, by what stands under it. */
    static PlanFile step(Path directory, String step) {
        return plan(directory, "name: one\nsteps:\n  - name: it\n" + step.indent(4));
    }

    /** What a plan is carried out with, to be changed by a test. */
    static final class Ground {
        private final Vertx vertx;
        private final Map<Lane, MetricSource> lanes = new HashMap<>();
        private Optional<Duration> maxAge = Optional.empty();
        private Optional<FlagReader> flag = Optional.empty();
        private Optional<Kept> kept = Optional.empty();
        private final Map<String, String> attested = new HashMap<>();
        private InputStream stdin = new ByteArrayInputStream(new byte[0]);
        private Time time = Time.system();

        Ground(Vertx vertx) {
            this.vertx = vertx;
        }

        Ground lane(MetricSource source) {
            lanes.put(source.lane(), source);
            return this;
        }

        Ground maxAge(Duration age) {
            maxAge = Optional.of(age);
            return this;
        }

        Ground flag(FlagReader reader) {
            flag = Optional.of(reader);
            return this;
        }

        Ground kept(Path file) {
            kept = Optional.of(new Kept(file));
            return this;
        }

        Ground attested(String name, String word) {
            attested.put(name, word);
            return this;
        }

        Ground stdin(String text) {
            stdin = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Ground time(Time time) {
            this.time = time;
            return this;
        }

        Means means() {
            return new Means(vertx, lanes, maxAge, flag, kept, attested, stdin, name -> true, Set.of(), time);
        }

        PlanReport run(PlanFile plan) {
            return new PlanRunner(plan, means(), Occasion.NONE, step -> {}).run();
        }

        /** How the first step of a plan comes out. */
        StepReport first(PlanFile plan) {
            return run(plan).steps().get(0);
        }
    }
}

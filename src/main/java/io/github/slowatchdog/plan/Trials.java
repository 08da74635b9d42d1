package io.github.slowatchdog.plan;

import io.github.slowatchdog.client.HttpCaller;
import io.github.slowatchdog.config.PlanFile;
import io.github.slowatchdog.config.PlanStep;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.watch.Inquiry;
import io.github.slowatchdog.watch.MetricSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the trial of each step, and remembers how things were when the plan began. */
final class Trials implements AutoCloseable {

    private final Means means;
    private final Instant began;
    private final Map<Path, LogFile> logs = new HashMap<>();
    private final LogInput input;
    private final Map<String, Inquiry> counting = new HashMap<>();

    /** Call when the plan begins: what is counted from then on, and where logs end, is looked up now. */
    Trials(PlanFile plan, Means means) throws InterruptedException {
        this.means = means;
        this.began = means.time().now();
        this.input = new LogInput(means.stdin());
        for (PlanStep step : plan.allSteps()) {
            if (step.task() instanceof PlanStep.Log log) {
                log.file().ifPresentOrElse(file -> logs.computeIfAbsent(file, LogFile::new), input::begin);
            }
            if (step.task() instanceof PlanStep.Measure measure && MeasureTrial.countsSinceBegin(measure)) {
                Optional<Inquiry> inquiry = inquiry(measure, began);
                if (inquiry.isPresent()) {
                    counting.put(step.name(), inquiry.get());
                    Await.result(inquiry.get().ask(means.time().now()));
                }
            }
        }
    }

    Trial of(PlanStep step) throws MisconfiguredException {
        PlanStep.Task task = step.task();
        boolean goesOn =
                step.patience().within().isPresent() || step.patience().hold().isPresent();
        if (task instanceof PlanStep.Http http) {
            return new HttpTrial(http, HttpCaller.create(means.vertx(), http.client(), http.times()));
        } else if (task instanceof PlanStep.Log log) {
            LogSource source = log.file().<LogSource>map(logs::get).orElse(input);
            return new LogTrial(log, source, goesOn, means.time());
        } else if (task instanceof PlanStep.Exec exec) {
            return new ExecTrial(exec, means.inherited());
        } else if (task instanceof PlanStep.Attest attest) {
            return new AttestTrial(
                    step.name(), attest, Optional.ofNullable(means.attested().get(step.name())));
        } else if (task instanceof PlanStep.Flag flag) {
            return new FlagTrial(
                    flag,
                    means.flag()
                            .orElseThrow(() -> new MisconfiguredException(
                                    "nobody has said where the flag is",
                                    "add --config FILE, whose stop.redis says so")));
        } else if (task instanceof PlanStep.Measure measure) {
            return measure(step, measure);
        }
        throw new IllegalArgumentException("a wait is not tried");
    }

    /** Lets go of the logs. */
    @Override
    public void close() {
        logs.values().forEach(LogFile::close);
    }

    private Trial measure(PlanStep step, PlanStep.Measure measure) throws MisconfiguredException {
        Instant now = means.time().now();
        Instant from = measure.indicator().countsWithin().map(now::minus).orElse(now);
        Optional<Inquiry> inquiry = MeasureTrial.countsSinceBegin(measure)
                ? Optional.ofNullable(counting.get(step.name()))
                : inquiry(measure, from);
        boolean becomes = step.patience().within().isPresent()
                && (measure.indicator() instanceof Indicator.Gauge || measure.indicator() instanceof Indicator.State);
        return new MeasureTrial(
                measure,
                inquiry.orElseThrow(() -> new MisconfiguredException(
                        "nobody has said where to read the lane "
                                + measure.lane().word(),
                        "add --config FILE, or `" + (measure.lane() == Lane.BOT ? "bot" : "prometheus")
                                + "` to the plan")),
                becomes || MeasureTrial.countsSinceBegin(measure) ? Optional.of(now) : Optional.empty(),
                means.time());
    }

    private Optional<Inquiry> inquiry(PlanStep.Measure measure, Instant since) {
        Optional<MetricSource> source = Optional.ofNullable(means.lanes().get(measure.lane()));
        return source.map(lane -> new Inquiry(
                lane,
                measure.lane() == Lane.PROMETHEUS ? means.maxAge() : Optional.empty(),
                measure.indicator(),
                measure.expect().orElse(MeasureTrial.ANY),
                measure.noData(),
                since));
    }
}

package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanStep;
import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Judged;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.watch.Inquiry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Measures an indicator on its lane; the ledgers of the watch judge it. */
final class MeasureTrial implements Trial {

    /** Stands in where a value is only kept or compared. */
    static final Expectation ANY = Expectation.parse("present");

    private final PlanStep.Measure measure;
    private final Inquiry inquiry;
    private final Optional<Instant> newerThan;
    private final Time time;

    /**
     * @param newerThan a sample older than this cannot show that things are as expected: it is from before what the plan did;
     *     empty where that does not matter
     */
    MeasureTrial(PlanStep.Measure measure, Inquiry inquiry, Optional<Instant> newerThan, Time time) {
        this.measure = measure;
        this.inquiry = inquiry;
        this.newerThan = newerThan;
        this.time = time;
    }

    @Override
    public Finding make() throws InterruptedException {
        Inquiry.Told told = Await.result(inquiry.ask(time.now()));
        Assessment assessment = told.assessment();
        Optional<String> doubt = assessment.outcome() == Outcome.MET ? doubt(told) : Optional.empty();
        boolean nothing = measure.expect().isEmpty() && assessment.worst().isEmpty();
        Outcome outcome = doubt.isPresent() || nothing ? Outcome.UNKNOWN : assessment.outcome();
        return new Finding(
                outcome,
                doubt.orElseGet(() -> why(assessment)),
                check(assessment),
                List.of(measure.lane().word() + ": " + measure.indicator().query()),
                assessment.samples().isEmpty() ? List.of(assessment.why()) : assessment.samples(),
                values(assessment, told.measurement()),
                false,
                coversGaps());
    }

    /** Why it is not known to be as expected, although nothing else was found. */
    private Optional<String> doubt(Inquiry.Told told) {
        boolean old = newerThan.isPresent()
                && told.newest().filter(at -> at.isAfter(newerThan.get())).isEmpty();
        if (old) {
            return Optional.of("the newest sample is "
                    + told.newest().map(at -> "of " + at).orElse("of an unknown time")
                    + ", from before this step: add `within` or `hold`, longer than a scrape interval");
        }
        return countsSinceBegin(measure) && !told.sinceBegin()
                ? Optional.of(
                        "the bot's page could not be read when the plan began, so what happened then is not known")
                : Optional.empty();
    }

    /** Events are counted since the plan began, where no window says otherwise. */
    static boolean countsSinceBegin(PlanStep.Measure measure) {
        return measure.indicator() instanceof Indicator.Count count
                        && count.window().isEmpty()
                || measure.indicator() instanceof Indicator.Changes changes
                        && changes.window().isEmpty();
    }

    private static String why(Assessment assessment) {
        return assessment.outcome() == Outcome.UNKNOWN
                ? assessment.reason().map(reason -> reason.word() + ": ").orElse("") + assessment.why()
                : assessment.why();
    }

    private List<Check> check(Assessment assessment) {
        Optional<Expectation> expect = measure.expect();
        if (expect.isEmpty() || assessment.worst().isEmpty()) {
            return List.of();
        }
        Judged worst = assessment.worst().get();
        String series = worst.labels().map().isEmpty() ? "" : " of " + worst.labels();
        return List.of(new Check(
                measure.kind() + series,
                expect.get().text(),
                worst.value().toString(),
                assessment.outcome() == Outcome.MET));
    }

    /** One number or text; an expression that returns several has none that could be meant. */
    private static SortedMap<String, Value> values(Assessment assessment, Measurement measurement) {
        SortedMap<String, Value> values = new TreeMap<>();
        boolean several = measurement instanceof Measurement.Vector vector
                && vector.elements().size() > 1;
        if (!several) {
            assessment.worst().map(Judged::value).ifPresent(value -> values.put("value", value));
        }
        return values;
    }

    /** A store has every sample since the last answer, and a counter every event. */
    private boolean coversGaps() {
        boolean counts = measure.indicator() instanceof Indicator.Count;
        return measure.lane() == Lane.PROMETHEUS
                ? !measure.indicator().selectors().isEmpty()
                : counts;
    }
}

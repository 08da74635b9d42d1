package io.github.slowatchdog.plan;

import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.watch.MetricSource;
import java.util.Map;
import java.util.Optional;

/** Asks whether the condition of a step holds now. */
final class Conditions {

    private final Map<Lane, MetricSource> lanes;
    private final Time time;

    Conditions(Map<Lane, MetricSource> lanes, Time time) {
        this.lanes = lanes;
        this.time = time;
    }

    /** What was found. */
    sealed interface Answer {
        record Holds() implements Answer {}

        /** @param why what was found instead */
        record DoesNot(String why) implements Answer {}

        record Untold(String why) implements Answer {}
    }

    Answer ask(Condition condition) throws InterruptedException {
        if (condition instanceof Condition.WhenUtc utc) {
            return utc.holdsAt(time.now())
                    ? new Answer.Holds()
                    : new Answer.DoesNot("it is " + (utc.negated() ? "inside" : "outside") + " " + utc.from() + "-"
                            + utc.to() + " UTC");
        }
        Indicator asked = condition.indicator().orElseThrow();
        Lane lane = asked.usualLane();
        Optional<MetricSource> source = Optional.ofNullable(lanes.get(lane));
        if (source.isEmpty()) {
            return new Answer.Untold("the lane " + lane.word() + " cannot be read here");
        }
        Measurement answer = Await.result(source.get().begin(time.now()).read(asked, time.now()));
        if (answer instanceof Measurement.Failure failure) {
            return new Answer.Untold(failure.reason().word() + ": " + failure.detail());
        }
        return condition.holdsBy(answer)
                ? new Answer.Holds()
                : new Answer.DoesNot(asked.query() + " is " + told(answer));
    }

    private static String told(Measurement answer) {
        if (answer instanceof Measurement.Found found) {
            return found.value().toString();
        }
        return answer instanceof Measurement.Vector vector && !vector.elements().isEmpty()
                ? "0 or not a number"
                : "empty";
    }
}

package io.github.slowatchdog.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.watch.Board;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceTest {

    private static final Objective AGE =
            PageBoards.objective("age", new Indicator.Gauge(Selector.parse("age")), "<= 5", Consequence.WARN, "");

    private static Board.ObjectiveView view(Objective objective, double value) {
        return PageBoards.clean(0)
                .add(objective, Value.of(value), value <= 5 ? Outcome.MET : Outcome.MISSED)
                .board()
                .objectives()
                .get(7);
    }

    private static Trace seen(double... eachTenSeconds) {
        Trace trace = new Trace(AGE);
        for (int i = 0; i < eachTenSeconds.length; i++) {
            trace.see(view(AGE, eachTenSeconds[i]), PageBoards.BEGAN.plusSeconds(10L * i));
        }
        return trace;
    }

    private static List<Double> values(Trace trace) {
        return trace.points().stream()
                .map(Trace.Point::value)
                .filter(value -> !value.isNaN())
                .toList();
    }

    @Test
    void theNewestIsTheLastOfSixty() {
        Trace trace = seen(1, 2, 3);
        assertThat(trace.points()).hasSize(Trace.POINTS);
        assertThat(trace.points().get(59).value()).isEqualTo(3);
        assertThat(values(trace)).containsExactly(1.0, 2.0, 3.0);
        assertThat(trace.span()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void ofAStretchTheWorstIsKept() {
        Trace trace = seen(1);
        trace.see(view(AGE, 9), PageBoards.BEGAN.plusSeconds(3));
        trace.see(view(AGE, 2), PageBoards.BEGAN.plusSeconds(6));
        assertThat(trace.points().get(59)).isEqualTo(new Trace.Point(Optional.of(Outcome.MISSED), 9));
    }

    @Test
    void whatNobodySawIsAGapAndWhatIsOldIsForgotten() {
        Trace trace = seen(1);
        trace.see(view(AGE, 2), PageBoards.BEGAN.plusSeconds(300));
        assertThat(trace.points().get(29).value()).isEqualTo(1);
        assertThat(trace.points().get(45).outcome()).isEmpty();
        trace.see(view(AGE, 3), PageBoards.BEGAN.plusSeconds(6000));
        assertThat(values(trace)).containsExactly(3.0);
        trace.see(view(AGE, 4), PageBoards.BEGAN);
        assertThat(values(trace)).as("a clock that was set back").containsExactly(4.0);
    }

    @Test
    void itSpansTheWindowOfTheObjective() {
        Selector selector = Selector.parse("x");
        assertThat(span(new Indicator.Ratio(selector, selector, Duration.ofMinutes(5), 1)))
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(span(new Indicator.Count(selector, Optional.of(Duration.ofSeconds(5)))))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(span(new Indicator.Changes(selector, Optional.empty(), Optional.of(Duration.ofDays(30)))))
                .isEqualTo(Duration.ofHours(24));
    }

    private static Duration span(Indicator indicator) {
        return new Trace(PageBoards.objective("a", indicator, "< 1", Consequence.WARN, "")).span();
    }

    @Test
    void boundedAndAnewWhereTheDefinitionIsAnother() {
        PageBoards boards = PageBoards.clean(0);
        for (int i = 0; i < 600; i++) {
            boards.add(
                    PageBoards.objective("o" + i, new Indicator.Expr("m"), "== 0", Consequence.WARN, ""),
                    Value.of(0),
                    Outcome.MET);
        }
        Traces traces = new Traces();
        traces.see(boards.board(), boards.now());
        List<Board.ObjectiveView> views = boards.board().objectives();
        assertThat(traces.of(views.get(Traces.OBJECTIVES - 1).objective())).isPresent();
        assertThat(traces.of(views.get(Traces.OBJECTIVES).objective())).isEmpty();
        assertThat(traces.of(PageBoards.objective("o1", new Indicator.Expr("other"), "== 0", Consequence.WARN, "")))
                .isEmpty();
        assertThat(traces.of(
                        PageBoards.objective("o1", new Indicator.Expr("m"), "== 0", Consequence.WARN, "other words")))
                .isPresent();
    }

    @Test
    void drawsValuesThresholdAndWhatWasMissed() {
        String svg = new Sparkline(seen(1, 2, 7), AGE, 120, 28).draw().toString();
        assertThat(svg)
                .contains(
                        "aria-label=\"the last 10m: of 3 stretches 1 missed, 0 not known. From 1 to 7, expected &lt;= 5.\"")
                .contains("<path class=\"bound\"", "<path class=\"values\"")
                .contains("<rect class=\"bad\" x=\"118\" y=\"22\" width=\"2\" height=\"6\">")
                .contains("<rect class=\"good\" x=\"114\" y=\"27\" width=\"4\" height=\"1\">");
    }
}

package io.github.slowatchdog.replay;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.watch.Board;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a backtest came to, as text for a person. */
public final class BacktestReport {

    private static final int WIDTH = 160;
    private static final int SAMPLES = 3;

    /** A paragraph with its time. */
    private record Told(Instant at, String text) {}

    private BacktestReport() {}

    /** Everything but suggestions. */
    public static String text(Backtested told) {
        StringBuilder text = new StringBuilder();
        text.append("backtest of ")
                .append(told.name())
                .append(", phase ")
                .append(told.phase())
                .append(": ");
        text.append(told.from()).append(" to ").append(told.to()).append(" (");
        text.append(Durations.text(Duration.between(told.from(), told.to()))).append("), ");
        text.append(told.cost().samples()).append(" samples\n\n");
        story(told)
                .forEach(one ->
                        text.append(one.at()).append("  ").append(one.text()).append('\n'));
        text.append('\n').append(table(told)).append('\n');
        told.notJudged()
                .forEach((slo, why) -> text.append("not judged: ")
                        .append(slo)
                        .append(": ")
                        .append(why)
                        .append('\n'));
        told.findings()
                .unread()
                .forEach(one -> text.append("not read: ")
                        .append(one.query())
                        .append(", first from ")
                        .append(one.after())
                        .append(" to ")
                        .append(one.upTo())
                        .append(": ")
                        .append(one.why())
                        .append('\n'));
        return text.append(soak(told)).append('\n').append(answer(told)).toString();
    }

    private static List<Told> story(Backtested told) {
        List<Told> story = new ArrayList<>();
        for (Findings.Incident one : told.findings().incidents()) {
            story.add(new Told(one.at(), incident(one)));
        }
        told.findings().events().forEach(event -> story.add(new Told(event.at(), event.what())));
        story.sort(Comparator.comparing(Told::at));
        return story;
    }

    private static String incident(Findings.Incident one) {
        Evidence evidence = one.evidence();
        boolean breach = one.verdict() == Verdict.BREACH;
        StringBuilder text = new StringBuilder(breach ? "BREACH  " : "BLIND   ");
        text.append(one.slo())
                .append(one.shadow() ? " (shadow)" : " (" + one.consequence().word() + ")");
        text.append(": ").append(evidence.why());
        if (breach) {
            text.append("\n    query     ").append(line(evidence.query()));
            text.append("\n    expected  ").append(evidence.expected());
            text.append("\n    value     ")
                    .append(evidence.value())
                    .append(evidence.series().isEmpty() ? "" : "  " + line(evidence.series()));
            text.append("\n    sample    ").append(evidence.sampleAt());
            List<String> samples = evidence.samples();
            samples.subList(Math.max(0, samples.size() - SAMPLES), samples.size())
                    .forEach(sample -> text.append("\n    counted   ").append(line(sample)));
        }
        return text.toString();
    }

    private static String line(String text) {
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "...";
    }

    private static String table(Backtested told) {
        int width = told.objectives().stream()
                .mapToInt(view -> view.objective().name().length())
                .max()
                .orElse(0);
        String form = "%-" + Math.max(9, width) + "s  %9s  %9s  %9s  %9s  %8s  %s\n";
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, form, "objective", "met", "missed", "unknown", "idle", "breaches", "at the end"));
        for (Board.ObjectiveView view : told.objectives()) {
            text.append(String.format(
                    Locale.ROOT,
                    form,
                    view.objective().name(),
                    Backtested.count(view, Outcome.MET),
                    Backtested.count(view, Outcome.MISSED),
                    Backtested.count(view, Outcome.UNKNOWN),
                    Backtested.count(view, Outcome.IDLE),
                    told.findings().count(view.objective().name(), Verdict.BREACH),
                    view.verdict().word()));
        }
        return text.toString();
    }

    private static String soak(Backtested told) {
        return "soak: " + told.soak().verdict().word() + " (" + told.soak().why() + "), clean "
                + Durations.text(told.soak().clean()) + " of "
                + Durations.text(told.soak().rules().window()) + ", blind "
                + Durations.text(told.soak().blind());
    }

    private static String answer(Backtested told) {
        String stop = told.order()
                .map(order -> "; a stop would be in force since " + order.at()
                        + " (nobody stopped in this history, so what follows" + " it is not what would have followed)")
                .orElse("; no stop");
        return switch (told.answer()) {
            case BREACH -> "answer: it would have breached" + stop;
            case NOT_KNOWN ->
                "answer: not known: nothing that fails or stops breached, but not everything was seen" + stop;
            case CLEAN -> "answer: nothing would have breached" + stop;
        };
    }

    /** What was usual, objective by objective, and what it would have kept. */
    public static String suggestions(Backtested told) {
        StringBuilder text = new StringBuilder(
                "thresholds by this history; they say what was usual, not what is right, and a history with a fault in it"
                        + " excuses that fault\n");
        Map<String, Distribution> values = told.findings().values();
        for (Board.ObjectiveView view : told.objectives()) {
            String name = view.objective().name();
            Distribution spread = values.getOrDefault(name, new Distribution());
            text.append(name).append(": ");
            if (spread.count() == 0) {
                text.append("no numbers were judged\n");
                continue;
            }
            text.append(spread.count()).append(" values, min ").append(number(spread.least()));
            text.append(", median ").append(number(spread.quantile(0.5)));
            text.append(", p99 ").append(number(spread.quantile(0.99)));
            text.append(", max ").append(number(spread.greatest()));
            Optional<String> proposal = LevelSuggestion.of(view.objective(), spread);
            text.append("; expect \"").append(view.objective().expect().text()).append('"');
            text.append(proposal.map(level -> ", this history would have kept \"" + level + "\"")
                            .orElse(" is no matter of a level"))
                    .append('\n');
        }
        return text.toString().stripTrailing();
    }

    private static String number(double number) {
        return Value.format(number);
    }
}

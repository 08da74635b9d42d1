package io.github.slowatchdog.replay;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.config.WrittenRules;
import io.github.slowatchdog.config.WrittenRules.Piece;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.SyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The lines of a file that tests rules, each by itself. */
final class ScenarioLines {

    /** Cuts off the transcript. */
    static final Pattern CUT = Pattern.compile("(?m)^----\\r?\\n?");

    // not Java's own, which need a deeper stack for longer braces
    private static final Pattern EVENT = Pattern.compile("at (\\S+):\\s*(.+)");
    private static final Pattern EXPECT = Pattern.compile("expect at (\\S+):\\s*(.+)");
    private static final Pattern SETTING = Pattern.compile("([a-z_]+)\\s+(.+)");
    private static final String BRACES = "(?:\\{(?:[^}\"]|\"(?:[^\"\\\\]|\\\\.)*\")*\\})?";
    private static final String SPACED = "(?:\\s+from (\\S+))?(?:\\s+every (\\S+))?\\s+(.+)";
    private static final Pattern ANSWER =
            Pattern.compile("answer\\s+(when )?\\s*([a-zA-Z_]\\w*)(" + BRACES + ")" + SPACED);
    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][\\w:]*" + BRACES + ")" + SPACED);
    private static final Pattern FRESHNESS = Pattern.compile("(\\S+)\\s+(.+)");
    private static final java.util.regex.Pattern WORD = java.util.regex.Pattern.compile("[^\\s,]+");

    private static final Map<String, String> DEFAULTS = Map.of(
            "interval", "5s",
            "scrape", "15s",
            "begin", "0s",
            "until", "1m",
            "overlap", "1m",
            "freshness", "45s",
            "green_for", "20s");

    /** The names of all settings. */
    static final List<String> SETTINGS = List.of(
            "rules",
            "vars",
            "only",
            "objective",
            "soak",
            "when_blind",
            "green_for",
            "freshness",
            "interval",
            "begin",
            "until",
            "scrape",
            "overlap",
            "lane");

    private static final String KNOWN = "a setting (" + String.join(", ", SETTINGS)
            + "), a series (`NAME{LABELS} [from TIME] [every TIME] VALUES`),"
            + " `answer OBJECTIVE VALUES`, `at TIME: WHAT` or `expect at TIME: WHAT`";
    private static final String SERIES_FIX =
            "write `NAME{label=\"value\"} [from TIME] [every TIME] VALUES`, with values such as 0x3 1+1x10 _x2 stale";
    private static final String TIME_FIX = "write for example 30s, 1h30m or -5m";

    /** A piece of a line. */
    record Line(int number, int column, String text) {}

    /** What is said of a time. */
    record Timed(Line line, Instant at, String what) {}

    /**
     * What is written for the answers to an objective's expression or probe, or of its {@code when}.
     *
     * @param line where the objective's name stands
     */
    record Answer(Line line, boolean when, WrittenSeries series) {}

    private final WrittenRules rules;
    private final Map<String, Line> settings = new HashMap<>();
    private final List<Line> only = new ArrayList<>();
    private final List<Line> sources = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final Map<Lane, List<WrittenSeries>> series = new EnumMap<>(Lane.class);
    private final List<Happening> happenings = new ArrayList<>();
    private final List<Timed> expectations = new ArrayList<>();
    private List<Lane> lanes = List.of(Lane.PROMETHEUS);
    private Selector ups = WrittenSource.UP;
    private long samples;

    private ScenarioLines(WrittenRules rules) {
        this.rules = rules;
    }

    /** Reads all lines; what they say of rules is handed on to those. */
    static ScenarioLines read(String text, WrittenRules rules) {
        ScenarioLines lines = new ScenarioLines(rules);
        int number = 0;
        for (String written : text.lines().toList()) {
            number++;
            String line = written.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                lines.read(new Line(number, 1 + written.indexOf(line), line));
            }
        }
        return lines;
    }

    private void read(Line line) {
        Matcher event = EVENT.matcher(line.text());
        Matcher expect = EXPECT.matcher(line.text());
        Matcher answer = ANSWER.matcher(line.text());
        Matcher setting = SETTING.matcher(line.text());
        Matcher written = SERIES.matcher(line.text());
        if (event.matches()) {
            time(part(line, event, 1)).ifPresent(at -> happening(part(line, event, 2), at));
        } else if (expect.matches()) {
            String what = expect.group(2).replaceAll("\\s+", " ");
            time(part(line, expect, 1)).ifPresent(at -> expectations.add(new Timed(part(line, expect, 2), at, what)));
        } else if (answer.matches()) {
            answer(line, answer);
        } else if (setting.matches() && setting(setting.group(1)).isPresent()) {
            setting(setting.group(1)).get().accept(part(line, setting, 1), part(line, setting, 2));
        } else if (written.matches()) {
            series(line, written);
        } else {
            rules.wrong(line.number(), line.column(), "this line cannot be read", "write " + KNOWN);
        }
    }

    private static Line part(Line line, Matcher matcher, int group) {
        return new Line(line.number(), line.column() + matcher.start(group), matcher.group(group));
    }

    private static Piece piece(Line line) {
        return new Piece(line.number(), line.column(), line.text());
    }

    /** What a setting of this name does. */
    private Optional<BiConsumer<Line, Line>> setting(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "objective" -> (key, value) -> source(value, rules::objective);
                    case "rules" -> (key, value) -> words(value).forEach(word -> source(word, rules::rules));
                    case "vars" -> (key, value) -> rules.vars(piece(value));
                    case "soak" -> (key, value) -> rules.soak(piece(value));
                    case "when_blind" -> (key, value) -> rules.whenBlind(piece(value));
                    case "freshness" -> this::freshness;
                    case "only" -> (key, value) -> only.addAll(words(value));
                    case "lane" ->
                        (key, value) -> lanes = words(value).stream()
                                .flatMap(word -> lane(word).stream())
                                .toList();
                    default -> DEFAULTS.containsKey(name) ? this::set : null;
                });
    }

    private void source(Line at, Consumer<Piece> taker) {
        sources.add(at);
        taker.accept(piece(at));
    }

    private static List<Line> words(Line line) {
        return WORD.matcher(line.text())
                .results()
                .map(word -> new Line(line.number(), line.column() + word.start(), word.group()))
                .toList();
    }

    private Optional<Lane> lane(Line word) {
        Optional<Lane> lane = Stream.of(Lane.PROMETHEUS, Lane.BOT)
                .filter(one -> one.word().equals(word.text()))
                .findFirst();
        if (lane.isEmpty()) {
            rules.wrong(word.number(), word.column(), "there is no such lane", "write prometheus, bot, or both");
        }
        return lane;
    }

    private void freshness(Line key, Line value) {
        Matcher parts = FRESHNESS.matcher(value.text());
        if (parts.matches()) {
            try {
                ups = Selector.parse(parts.group(2));
            } catch (SyntaxException e) {
                rules.wrong(value.number(), value.column() + parts.start(2), String.valueOf(e.getMessage()), e.fix());
            }
        }
        set(key, parts.matches() ? part(value, parts, 1) : value);
    }

    private void set(Line key, Line value) {
        boolean isTime = key.text().equals("begin") || key.text().equals("until");
        boolean none = key.text().equals("freshness") && value.text().equals("none");
        if (none || (isTime ? time(value) : length(value)).isPresent()) {
            settings.put(key.text(), value);
        }
    }

    private void happening(Line what, Instant at) {
        try {
            happenings.add(Happening.of(at, what.text()));
        } catch (IllegalArgumentException e) {
            rules.wrong(what.number(), what.column(), String.valueOf(e.getMessage()), "it can be: " + Happening.KNOWN);
        }
    }

    private void answer(Line line, Matcher matcher) {
        Line name = part(line, matcher, 2);
        selector(part(line, matcher, 3), matcher.group(2) + matcher.group(3))
                .flatMap(labels -> written(labels, line, matcher, 4))
                .ifPresent(one -> answers.add(new Answer(name, matcher.group(1) != null, one)));
    }

    private void series(Line line, Matcher matcher) {
        selector(part(line, matcher, 1), matcher.group(1))
                .flatMap(labels -> written(labels, line, matcher, 2))
                .ifPresent(one -> lanes.forEach(lane ->
                        series.computeIfAbsent(lane, key -> new ArrayList<>()).add(one)));
    }

    private Optional<Labels> selector(Line at, String text) {
        try {
            Optional<Labels> labels = WrittenSeries.labels(Selector.parse(text));
            if (labels.isEmpty()) {
                rules.wrong(at.number(), at.column(), "a series has labels with one value each", SERIES_FIX);
            }
            return labels;
        } catch (SyntaxException e) {
            rules.wrong(at.number(), at.column(), String.valueOf(e.getMessage()), e.fix());
            return Optional.empty();
        }
    }

    /** @param group of the time of the first sample; the distance and the values follow */
    private Optional<WrittenSeries> written(Labels labels, Line line, Matcher matcher, int group) {
        Optional<Instant> from =
                matcher.group(group) == null ? Optional.of(Instant.EPOCH) : time(part(line, matcher, group));
        Optional<Duration> every = matcher.group(group + 1) == null
                ? Optional.of(duration("scrape"))
                : length(part(line, matcher, group + 1));
        Line values = part(line, matcher, group + 2);
        try {
            List<Notation.Item> items = Notation.items(values.text());
            samples += items.size();
            if (samples > 2L * Notation.MOST) {
                throw new Notation.Malformed(0, "the file has more than " + 2 * Notation.MOST + " samples");
            }
            return from.flatMap(first -> every.map(distance -> WrittenSeries.of(labels, first, distance, items)));
        } catch (Notation.Malformed e) {
            rules.wrong(values.number(), values.column() + e.index(), String.valueOf(e.getMessage()), SERIES_FIX);
            return Optional.empty();
        }
    }

    private Optional<Instant> time(Line at) {
        boolean before = at.text().startsWith("-");
        Optional<Instant> time = Durations.parse(before ? at.text().substring(1) : at.text())
                .map(offset -> before ? Instant.EPOCH.minus(offset) : Instant.EPOCH.plus(offset));
        if (time.isEmpty()) {
            rules.wrong(at.number(), at.column(), at.text() + " is not a time", TIME_FIX);
        }
        return time;
    }

    private Optional<Duration> length(Line at) {
        Optional<Duration> length = Durations.parse(at.text())
                .filter(one -> !one.isZero() || at.text().equals("0s"));
        if (length.isEmpty()) {
            rules.wrong(at.number(), at.column(), at.text() + " is not a duration", TIME_FIX);
        }
        return length;
    }

    private String setting(String name, String otherwise) {
        return Optional.ofNullable(settings.get(name)).map(Line::text).orElse(otherwise);
    }

    boolean has(String setting) {
        return settings.containsKey(setting);
    }

    /** The number of the line on which something is set; 1 if it is not. */
    int line(String setting) {
        return Optional.ofNullable(settings.get(setting)).map(Line::number).orElse(1);
    }

    Duration duration(String setting) {
        return Durations.parse(setting(setting, Objects.requireNonNull(DEFAULTS.get(setting))))
                .orElseThrow();
    }

    Instant instant(String setting) {
        String text = setting(setting, Objects.requireNonNull(DEFAULTS.get(setting)));
        return time(new Line(1, 1, text)).orElseThrow();
    }

    /** How old {@code up} may be; empty: that is not watched. */
    Optional<Duration> maxAge() {
        return setting("freshness", "").equals("none") ? Optional.empty() : Optional.of(duration("freshness"));
    }

    /** Which {@code up} series count. */
    Selector ups() {
        return ups;
    }

    List<Line> only() {
        return only;
    }

    /** Where rules stand, or are named. */
    List<Line> sources() {
        return sources;
    }

    List<Answer> answers() {
        return answers;
    }

    Map<Lane, List<WrittenSeries>> series() {
        return series;
    }

    List<Happening> happenings() {
        return happenings;
    }

    List<Timed> expectations() {
        return expectations;
    }
}

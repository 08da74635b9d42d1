package io.github.slowatchdog.bot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text format 0.0.4 and OpenMetrics 1.0 of Prometheus: every line is checked, and only the series that somebody needs
 * become objects. Histograms and summaries are the plain series they are written as. Either the whole text is right or none of it is
 * taken: both formats end with a line end, and OpenMetrics with {@code # EOF}, so a text that was cut off is seen.
 *
 * <p>Lenient where the server is (blanks, any order of lines, escapes it does not know), strict where a number could be mistaken.
 */
final class ExpositionParser {

    /** The formats. */
    enum Format {
        TEXT,
        OPEN_METRICS
    }

    /** Takes what is read. */
    interface Sink {

        /** Lines about this metric follow; true if its series are needed. The name is the bytes from {@code from} to {@code to}. */
        boolean isNeeded(byte[] text, int from, int to);

        /** What the page says the type of a family of metrics is; its name is the bytes from {@code from} to {@code to}. */
        default void typed(byte[] text, int from, int to, String type) {}

        /**
         * One sample of a series that is needed.
         *
         * @param millis its time, in milliseconds since the epoch, where the line has one
         * @throws MalformedExposition if it cannot be, as a series that is there twice
         */
        void take(KnownSeries series, double value, OptionalLong millis, int line) throws MalformedExposition;
    }

    private static final int MOST_LINES = 2_000_000;
    private static final Set<String> TYPES = Set.of(
            "", "counter", "gauge", "histogram", "summary", "untyped", "unknown", "info", "stateset", "gaugehistogram");
    private static final byte[] EOF = "# EOF\n".getBytes(StandardCharsets.US_ASCII);

    private final LineCursor in;
    private final Format format;
    private final Map<String, String> target;
    private final Roster roster;
    private final Sink sink;
    private final NumberReader numbers;
    private final LabelReader labels;
    private int lastFrom;
    private int lastTo;
    private boolean lastNeeded;
    private boolean ended;

    private ExpositionParser(LineCursor in, Format format, Map<String, String> target, Roster roster, Sink sink) {
        this.in = in;
        this.format = format;
        this.target = target;
        this.roster = roster;
        this.sink = sink;
        this.numbers = new NumberReader(in);
        this.labels = new LabelReader(in);
    }

    /**
     * Reads a whole text.
     *
     * @param target labels that every series gets, as a server's scrape configuration gives them
     * @param roster knows the series of the pages before, all with the same target
     * @throws MalformedExposition if any of it is wrong; what the sink has got by then must not be used
     */
    static void parse(byte[] text, Format format, Map<String, String> target, Roster roster, Sink sink)
            throws MalformedExposition {
        byte[] whole = text;
        if (text.length > 0 && text[text.length - 1] != '\n') {
            // the formats end with a line end; only OpenMetrics says by other means that it is complete
            whole = Arrays.copyOf(text, text.length + 1);
            whole[text.length] = '\n';
        }
        ExpositionParser parser = new ExpositionParser(new LineCursor(whole), format, target, roster, sink);
        parser.lines();
        if (format == Format.OPEN_METRICS && !parser.ended) {
            throw parser.in.wrong("the text ends without # EOF: it was cut off");
        }
        if (format == Format.TEXT && whole.length != text.length) {
            throw parser.in.wrong("the last line does not end: the text was cut off");
        }
    }

    private void lines() throws MalformedExposition {
        while (!in.isAtEnd()) {
            in.beginLine();
            if (in.line > MOST_LINES) {
                throw in.wrong("more than " + MOST_LINES + " lines");
            }
            if (ended) {
                throw in.wrong("something after # EOF");
            }
            if (in.peek() == '#') {
                comment();
            } else {
                in.blanks();
                byte first = in.peek();
                if (Bytes.is(Bytes.NAME_START, first) || first == '{') {
                    sample();
                } else if (first == '#') {
                    comment();
                } else if (first == '\n') {
                    blank();
                } else {
                    throw in.wrong("expected the name of a metric");
                }
            }
        }
    }

    private void blank() throws MalformedExposition {
        if (format == Format.OPEN_METRICS) {
            throw in.wrong("an empty line");
        }
        in.at++;
    }

    private void sample() throws MalformedExposition {
        int from = in.at;
        Roster.Spelling expected = roster.expected(in.text, from);
        if (expected == null) {
            value(unexpected(from));
        } else {
            // each of its bytes was checked when it was read first
            in.at = from + expected.length();
            value(isNeeded(from, from + expected.nameLength()) ? expected.series() : null);
        }
    }

    /** Reads a name and its labels; the series, if it is needed. */
    private @Nullable KnownSeries unexpected(int from) throws MalformedExposition {
        labels.clear();
        while (Bytes.is(Bytes.NAME_PART, in.text[in.at])) {
            in.at++;
        }
        int nameTo = in.at;
        int to = nameTo;
        in.blanks();
        if (in.peek() == '{') {
            labels.read();
            to = in.at;
        } else if (in.at == nameTo) {
            throw in.wrong("a character that no name has");
        }
        boolean needed = from == nameTo ? isQuotedNeeded() : isNeeded(from, nameTo);
        if (from < nameTo && labels.hasMetric()) {
            throw in.wrong("the metric has two names");
        }
        labels.requireDistinct();
        return needed ? series(from, nameTo, to) : null;
    }

    private KnownSeries series(int from, int nameTo, int to) throws MalformedExposition {
        if (from == nameTo) {
            return roster.unspelled(labels.labels(labels.metric(), target));
        }
        Roster.Spelling known = roster.find(in.text, from, to);
        return known != null
                ? known.series()
                : roster.add(in.text, from, nameTo, to, labels.labels(labels.plain(from, nameTo), target));
    }

    /** Reads what follows a series. */
    private void value(@Nullable KnownSeries series) throws MalformedExposition {
        in.blanks();
        double value = numbers.value(series != null);
        in.blanks();
        OptionalLong millis = in.peek() == '\n' || in.peek() == '#' ? OptionalLong.empty() : OptionalLong.of(time());
        in.blanks();
        if (in.peek() == '#' && format == Format.OPEN_METRICS) {
            exemplar();
        }
        in.endLine();
        if (series != null) {
            sink.take(series, value, millis, in.line);
        }
    }

    private boolean isQuotedNeeded() throws MalformedExposition {
        if (!labels.hasMetric() || labels.metricFrom() == labels.metricTo()) {
            throw in.wrong("expected the name of a metric");
        }
        byte[] name = labels.metric().getBytes(StandardCharsets.UTF_8);
        return sink.isNeeded(name, 0, name.length);
    }

    /** Most lines are about the same metric as the one before. */
    private boolean isNeeded(int from, int to) {
        if (!Arrays.equals(in.text, lastFrom, lastTo, in.text, from, to)) {
            lastNeeded = sink.isNeeded(in.text, from, to);
        }
        lastFrom = from;
        lastTo = to;
        return lastNeeded;
    }

    private long time() throws MalformedExposition {
        if (format == Format.TEXT) {
            return numbers.millis();
        }
        double seconds = numbers.value(true);
        if (!(Math.abs(seconds) < 1e12)) {
            throw in.wrong("expected a time in seconds");
        }
        return Math.round(seconds * 1000);
    }

    private void exemplar() throws MalformedExposition {
        in.at++;
        in.blanks();
        if (in.peek() != '{') {
            throw in.wrong("expected the labels of an exemplar");
        }
        labels.clear();
        labels.read();
        if (labels.hasMetric()) {
            throw in.wrong("a name without a value in an exemplar");
        }
        in.blanks();
        numbers.value(false);
        in.blanks();
        if (in.peek() != '\n') {
            time();
        }
    }

    private void comment() throws MalformedExposition {
        if (format == Format.OPEN_METRICS && in.startsWith(EOF)) {
            ended = true;
            in.at += EOF.length;
            return;
        }
        in.at++;
        in.blanks();
        String keyword = word();
        if (keyword.equals("HELP") || keyword.equals("TYPE") || (keyword.equals("UNIT") && isOpenMetrics())) {
            in.blanks();
            int from = in.at;
            described();
            int to = in.at;
            in.blanks();
            if (keyword.equals("TYPE")) {
                String type = word();
                if (!TYPES.contains(type)) {
                    throw in.wrong("an unknown type");
                }
                in.endLine();
                sink.typed(in.text, from, to, type);
                return;
            }
        }
        in.skipLine();
    }

    private boolean isOpenMetrics() {
        return format == Format.OPEN_METRICS;
    }

    /** The metric that a line of description is about: it tells whose page this is, as a sample does. */
    private void described() throws MalformedExposition {
        if (in.peek() == '"') {
            labels.clear();
            labels.quoted();
        } else {
            int from = in.at;
            if (!Bytes.is(Bytes.NAME_START, in.peek())) {
                throw in.wrong("expected the name of a metric");
            }
            while (Bytes.is(Bytes.NAME_PART, in.peek())) {
                in.at++;
            }
            isNeeded(from, in.at);
        }
        if (!Bytes.isBlank(in.peek()) && in.peek() != '\n') {
            throw in.wrong("a character that no name has");
        }
    }

    /** A word of small length; longer ones are none that matter. */
    private String word() {
        int from = in.at;
        while (in.at - from < 16 && (in.peek() & 0xff) > ' ') {
            in.at++;
        }
        return new String(in.text, from, in.at - from, StandardCharsets.ISO_8859_1);
    }
}

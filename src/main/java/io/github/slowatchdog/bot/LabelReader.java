package io.github.slowatchdog.bot;

import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.slo.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads what stands in braces: {@code {a="1",b="2"}}, also with names in quotes, one of which may be the name of the metric itself
 * ({@code {"metric.name",a="1"}}). Keeps only where things are; text is made where somebody needs it.
 */
final class LabelReader {

    private static final int MOST = 128;
    private static final byte[] METRIC = Labels.NAME.getBytes(StandardCharsets.US_ASCII);

    private final LineCursor in;
    private final int[] nameFrom = new int[MOST];
    private final int[] nameTo = new int[MOST];
    private final int[] valueFrom = new int[MOST];
    private final int[] valueTo = new int[MOST];
    private final RecentTexts recent = new RecentTexts();

    private int count;
    private int metricFrom;
    private int metricTo;

    LabelReader(LineCursor in) {
        this.in = in;
    }

    /** Nothing read yet. */
    void clear() {
        count = 0;
        metricFrom = -1;
    }

    /** Whether the braces held the name of the metric. */
    boolean hasMetric() {
        return metricFrom >= 0;
    }

    int metricFrom() {
        return metricFrom;
    }

    int metricTo() {
        return metricTo;
    }

    /** Reads from the opening brace to behind the closing one. */
    void read() throws MalformedExposition {
        in.at++;
        in.blanks();
        while (in.peek() != '}') {
            label();
            in.blanks();
            if (in.peek() == ',') {
                in.at++;
                in.blanks();
            } else if (in.peek() != '}') {
                throw in.wrong("expected ',' or '}'");
            }
        }
        in.at++;
    }

    /** What is wrong with a series is wrong whether or not somebody asks for it, so the names are looked at where they stand. */
    void requireDistinct() throws MalformedExposition {
        boolean escaped = false;
        for (int i = 0; i < count; i++) {
            int length = nameTo[i] - nameFrom[i];
            if (length == 0 || isSame(i, METRIC, 0, METRIC.length)) {
                throw in.wrong("a label must not be called \"" + Excerpt.of(name(i)) + "\"");
            }
            for (int j = 0; j < i; j++) {
                if (nameTo[j] - nameFrom[j] == length && isSame(i, in.text, nameFrom[j], nameTo[j])) {
                    throw twice(name(i));
                }
            }
            escaped |= in.text[nameFrom[i] - 1] == '"';
        }
        if (escaped) {
            requireDistinctUnescaped();
        }
    }

    private boolean isSame(int i, byte[] text, int from, int to) {
        return Arrays.equals(in.text, nameFrom[i], nameTo[i], text, from, to);
    }

    /** Names in quotes can be written in several ways. */
    private void requireDistinctUnescaped() throws MalformedExposition {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            if (!seen.add(name(i))) {
                throw twice(name(i));
            }
        }
    }

    private MalformedExposition twice(String name) {
        return in.wrong("the label " + Excerpt.of(name) + " is there twice");
    }

    private String name(int i) {
        return Bytes.unescaped(in.text, nameFrom[i], nameTo[i]);
    }

    private void label() throws MalformedExposition {
        int from;
        int to;
        boolean quoted = in.peek() == '"';
        if (quoted) {
            from = in.at + 1;
            quoted();
            to = in.at - 1;
        } else {
            from = in.at;
            name();
            to = in.at;
        }
        in.blanks();
        if (quoted && (in.peek() == ',' || in.peek() == '}')) {
            if (hasMetric() || count > 0) {
                throw in.wrong("a metric's name where a label belongs");
            }
            metricFrom = from;
            metricTo = to;
            return;
        }
        if (in.peek() != '=') {
            throw in.wrong("expected '='");
        }
        in.at++;
        in.blanks();
        if (in.peek() != '"') {
            throw in.wrong("expected '\"'");
        }
        int value = in.at + 1;
        quoted();
        keep(from, to, value);
    }

    private void keep(int from, int to, int value) throws MalformedExposition {
        if (count == MOST) {
            throw in.wrong("more than " + MOST + " labels");
        }
        nameFrom[count] = from;
        nameTo[count] = to;
        valueFrom[count] = value;
        valueTo[count++] = in.at - 1;
    }

    private void name() throws MalformedExposition {
        if (!Bytes.is(Bytes.LABEL_START, in.peek())) {
            throw in.wrong("expected the name of a label");
        }
        int i = in.at + 1;
        while (Bytes.is(Bytes.LABEL_PART, in.text[i])) {
            i++;
        }
        in.at = i;
    }

    /** From one quote to behind the other. */
    void quoted() throws MalformedExposition {
        byte[] text = in.text;
        int i = in.at + 1;
        int all = 0;
        for (byte b = text[i]; b != '"'; b = text[++i]) {
            if (b == '\\') {
                b = text[++i];
            }
            if (b == '\n') {
                in.at = i;
                throw in.wrong("a quote is not closed");
            }
            all |= b;
        }
        if (all < 0) {
            in.requireUtf8(in.at, i);
        }
        in.at = i + 1;
    }

    /**
     * The labels as they were read.
     *
     * @param target what every series gets; a label of that name on the page is kept as {@code exported_...}, as the server does
     */
    Labels labels(String metric, Map<String, String> target) {
        Map<String, String> labels = new TreeMap<>(target);
        labels.put(Labels.NAME, metric);
        for (int i = 0; i < count; i++) {
            String name = recent.again(name(i));
            if (target.containsKey(name)) {
                name = exported(name, target);
            }
            labels.put(name, recent.again(Bytes.unescaped(in.text, valueFrom[i], valueTo[i])));
        }
        return new Labels(labels);
    }

    private String exported(String name, Map<String, String> target) {
        Set<String> taken = new HashSet<>(target.keySet());
        for (int i = 0; i < count; i++) {
            taken.add(name(i));
        }
        String other = name;
        while (taken.contains(other)) {
            other = "exported_" + other;
        }
        return other;
    }

    /** The name of the metric that stood in the braces. */
    String metric() {
        return recent.again(Bytes.unescaped(in.text, metricFrom, metricTo));
    }

    /** A name outside of braces. */
    String plain(int from, int to) {
        return recent.again(new String(in.text, from, to - from, StandardCharsets.US_ASCII));
    }
}

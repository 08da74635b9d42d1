package io.github.slowatchdog.bot;

import io.github.slowatchdog.slo.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Reads pages of tests. */
final class Pages {

    /** A sample as it was handed on. */
    record Sample(Labels labels, double value, OptionalLong millis) {}

    private Pages() {}

    /** Every sample of a page. */
    static List<Sample> read(ExpositionParser.Format format, String page) throws MalformedExposition {
        return read(format, page.getBytes(StandardCharsets.UTF_8), name -> true);
    }

    /** The samples of the metrics wanted. */
    static List<Sample> read(ExpositionParser.Format format, byte[] page, Predicate<String> wanted)
            throws MalformedExposition {
        return read(format, page, new Roster(), wanted);
    }

    /** The same after other pages. */
    static List<Sample> read(ExpositionParser.Format format, byte[] page, Roster roster, Predicate<String> wanted)
            throws MalformedExposition {
        List<Sample> samples = new ArrayList<>();
        roster.begin();
        ExpositionParser.parse(page, format, Map.of(), roster, new ExpositionParser.Sink() {
            @Override
            public boolean isNeeded(byte[] text, int from, int to) {
                return wanted.test(new String(text, from, to - from, StandardCharsets.UTF_8));
            }

            @Override
            public void take(KnownSeries series, double value, OptionalLong millis, int line) {
                samples.add(new Sample(series.labels(), value, millis));
            }
        });
        return samples;
    }

    static List<Sample> text(String page) throws MalformedExposition {
        return read(ExpositionParser.Format.TEXT, page);
    }

    static List<Sample> openMetrics(String page) throws MalformedExposition {
        return read(ExpositionParser.Format.OPEN_METRICS, page);
    }
}

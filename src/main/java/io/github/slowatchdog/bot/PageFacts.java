package io.github.slowatchdog.bot;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the bot's own page is like, whoever asks for whatever on it.
 *
 * @param answered whether anybody answers there
 * @param failure why there is no page, or none that can be read
 * @param types what the page says the metrics are, by the name of their family
 * @param series how many series each metric has
 * @param skew how far the bot's clock surely is from ours, ahead being positive; empty where it has not said
 */
public record PageFacts(
        boolean answered,
        Optional<String> failure,
        Map<String, String> types,
        Map<String, Integer> series,
        Optional<Duration> skew) {

    public PageFacts {
        types = Map.copyOf(types);
        series = Map.copyOf(series);
    }

    static PageFacts failed(boolean answered, String why) {
        return new PageFacts(answered, Optional.of(why), Map.of(), Map.of(), Optional.empty());
    }

    /** Whether it tells when the process was started. */
    public boolean tellsStart() {
        return series.containsKey(Needs.START);
    }
}

package io.github.slowatchdog.metrics;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How it goes with telling people.
 *
 * @param alertmanagers in the order of the configuration
 * @param annotations for Grafana, how many by what became of them; every possible word is there from the start
 */
public record Told(List<Receiver> alertmanagers, Map<String, Long> annotations) {

    /** Nobody is to be told. */
    public static final Told NOBODY = new Told(List.of(), Map.of());

    public Told {
        alertmanagers = List.copyOf(alertmanagers);
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    /**
     * One Alertmanager.
     *
     * @param up whether the newest post was taken; empty before the first
     */
    public record Receiver(String url, Optional<Boolean> up, long sent, long failures) {}
}

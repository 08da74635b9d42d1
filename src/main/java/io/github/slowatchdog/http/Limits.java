package io.github.slowatchdog.http;

import io.github.slowatchdog.config.Settings;
import java.time.Duration;

/**
 * What clients may take up of the server.
 *
 * @param connections more than this many at once are not kept
 * @param useless for how long a connection may be open since it was opened or an answer was last taken in whole; bytes that trickle in
 *     or out do not extend it. Longer than most scrape intervals, so that scrapers keep their connection
 * @param request by when the first request of a connection, and a body, must have come in whole
 * @param listeners more than this many at once are not told events
 * @param look how often there is looked for events
 * @param keepAlive how often a listener is written to at least
 * @param stuck for how long a listener may take nothing of what is written to it
 * @param tries how often orders may be tried
 */
record Limits(
        int connections,
        Duration useless,
        Duration request,
        int listeners,
        Duration look,
        Duration keepAlive,
        Duration stuck,
        Tries.Rate tries) {

    static final Limits STANDARD = of(Settings.Serving.STANDARD);

    static Limits of(Settings.Serving serving) {
        return new Limits(
                serving.connections(),
                Duration.ofSeconds(90),
                Duration.ofSeconds(10),
                serving.listeners(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Tries.Rate.STANDARD);
    }

    Limits connections(int most, Duration uselessFor) {
        return new Limits(most, uselessFor, request, listeners, look, keepAlive, stuck, tries);
    }

    Limits request(Duration within) {
        return new Limits(connections, useless, within, listeners, look, keepAlive, stuck, tries);
    }

    Limits listeners(int most, Duration lookEach, Duration keptAliveEach, Duration stuckFor) {
        return new Limits(connections, useless, request, most, lookEach, keptAliveEach, stuckFor, tries);
    }

    Limits tries(Tries.Rate rate) {
        return new Limits(connections, useless, request, listeners, look, keepAlive, stuck, rate);
    }
}

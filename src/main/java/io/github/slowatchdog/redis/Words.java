package io.github.slowatchdog.redis;

import io.github.slowatchdog.redis.Swap.Change;
import io.github.slowatchdog.stop.Standing;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The words that running watchdogs leave of how their objectives stand, for whoever wants to release. Each process has a key of
 * its own, which expires by the server's clock; one key beside the flag names them all, so that a release hears everybody who
 * guards it, also two processes of one name.
 */
final class Words {

    /** A word older than this is of a watchdog that no longer runs. */
    private static final Duration LASTS = Duration.ofSeconds(5);

    private static final String PREFIX = "slo-watchdog:";
    private static final int MOST = 64;

    private final String own;
    private final String namesKey;
    /** What the key of the names held when our own was among them; absent before. */
    private Content named = Content.ABSENT;

    Words(String watchdogName, String flagKey) {
        long process = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        this.own = PREFIX + watchdogName + ":standing:" + Long.toString(process, Character.MAX_RADIX);
        this.namesKey = OrderKey.beside(flagKey, "watchdogs");
    }

    void leave(Master on, Standing standing) {
        on.set(own, StandingText.encoded(standing), LASTS);
        Content known = on.get(namesKey);
        if (known.kind() == Content.Kind.TEXT && known.equals(named)) {
            return;
        }
        Set<String> names = names(known);
        if (names.contains(own)) {
            named = known;
            return;
        }
        // those that no longer speak make room; a lost race is run again at the next look
        names.removeIf(name -> on.get(name).equals(Content.ABSENT));
        names.add(own);
        List<String> kept =
                names.stream().skip(Math.max(0, names.size() - MOST)).toList();
        on.swap(List.of(Change.of(namesKey, known, Content.text(new JsonArray(kept).encode()))));
    }

    /** What all together say: blocked if one is, and green since the last of them is. */
    Heard all(Master on) {
        Set<String> names = names(on.get(namesKey));
        List<Standing> words = names.stream()
                .flatMap(name -> StandingText.parse(on.get(name)).stream())
                .toList();
        return new Heard(words.stream().reduce(Standing::and), !names.isEmpty() && words.size() == names.size());
    }

    private static Set<String> names(Content known) {
        Set<String> names = new LinkedHashSet<>();
        try {
            known.text().map(JsonArray::new).orElseGet(JsonArray::new).stream()
                    .map(String::valueOf)
                    .filter(name -> name.startsWith(PREFIX))
                    .limit(MOST)
                    .forEach(names::add);
        } catch (DecodeException e) {
            // somebody else's value: it is replaced with the next word
            return names;
        }
        return names;
    }
}

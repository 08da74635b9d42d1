package io.github.slowatchdog.journal;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much was lost, by reason, and how much of that the journal has not told of yet. For any thread. */
final class Losses {

    private final Map<Loss, Long> counts = new EnumMap<>(Loss.class);
    private final Map<Loss, Long> untold = new EnumMap<>(Loss.class);

    synchronized void count(Loss loss) {
        counts.merge(loss, 1L, Long::sum);
        if (loss.isOfEvents()) {
            untold.merge(loss, 1L, Long::sum);
        }
    }

    synchronized long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    synchronized Map<Loss, Long> byReason() {
        return Map.copyOf(counts);
    }

    /** What there is to tell, as data of an event; empty if there is nothing. */
    synchronized Map<String, Object> untold() {
        Map<String, Object> data = new LinkedHashMap<>();
        if (!untold.isEmpty()) {
            data.put("lost", untold.values().stream().mapToLong(Long::longValue).sum());
            untold.forEach((loss, count) -> data.put(loss.word(), count));
        }
        return data;
    }

    /** So much has been told; what came meanwhile stays. */
    synchronized void told(Map<String, Object> data) {
        for (Loss loss : Loss.values()) {
            if (data.get(loss.word()) instanceof Long count) {
                untold.computeIfPresent(loss, (same, all) -> all > count ? all - count : null);
            }
        }
    }
}

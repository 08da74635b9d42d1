package io.github.slowatchdog.e2e;

/** The objectives that {@link FirstWrites} watches. */
final class FirstRules {

    private FirstRules() {}

    /** The objective that stops. */
    static String one(String lanes) {
        return """
            groups:
              - name: first
                interval: 200ms
                via: %s
                objectives:
                  - {name: first, count: first_total, expect: "== 0", no_data: met, on_breach: stop}
            """.formatted(lanes);
    }

    /** Further objectives that do nothing but change, with {@link FirstWrites#flap}. */
    static String noise(int count) {
        StringBuilder text =
                new StringBuilder("  - name: noise\n    interval: 200ms\n    via: [bot]\n    objectives:\n");
        for (int i = 0; i < count; i++) {
            text.append("      - {name: noise_")
                    .append(i)
                    .append(", gauge: noise_")
                    .append(i)
                    .append(", expect: \"== 0\", on_breach: warn}\n");
        }
        return text.toString();
    }

    /** So many objectives that all change with the page at once; the last ones stop, the others warn. */
    static String many(int count, int stopping) {
        StringBuilder text =
                new StringBuilder("groups:\n  - name: many\n    interval: 1s\n    via: [bot]\n    objectives:\n");
        for (int i = 0; i < count; i++) {
            text.append("      - {name: noise_")
                    .append(i)
                    .append(", gauge: noise_")
                    .append(i)
                    .append(", expect: \"== 0\", on_breach: ")
                    .append(i >= count - stopping ? "stop" : "warn")
                    .append("}\n");
        }
        return text.toString();
    }
}

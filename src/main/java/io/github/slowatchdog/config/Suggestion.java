package io.github.slowatchdog.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** "did you mean": the known word that a person most likely meant. */
public final class Suggestion {

    /** Words of other tools for the same thing. */
    private static final SortedMap<String, String> ELSEWHERE = new TreeMap<>(Map.ofEntries(
            Map.entry("threshold", "expect"),
            Map.entry("target", "expect"),
            Map.entry("condition", "expect"),
            Map.entry("query", "expr"),
            Map.entry("promql", "expr"),
            Map.entry("alert", "name"),
            Map.entry("record", "name"),
            Map.entry("action", "on_breach"),
            Map.entry("description", "summary"),
            Map.entry("annotations", "summary"),
            Map.entry("hold", "for"),
            Map.entry("rules", "objectives"),
            Map.entry("lanes", "via"),
            Map.entry("variables", "vars"),
            Map.entry("address", "url"),
            Map.entry("host", "url"),
            Map.entry("endpoint", "url"),
            Map.entry("port", "listen"),
            Map.entry("scrape_timeout", "timeout")));

    private Suggestion() {}

    /** {@code did you mean "x"? } or nothing, for the start of a sentence. */
    public static String text(String written, Collection<String> known) {
        return nearest(written, known)
                .map(word -> "did you mean " + Quote.of(word) + "? ")
                .orElse("");
    }

    static Optional<String> nearest(String written, Collection<String> known) {
        String word = written.toLowerCase(Locale.ROOT);
        if (word.length() > 60) {
            return Optional.empty();
        }
        int best = 1 + Math.min(3, word.length() / 3);
        Optional<String> nearest = Optional.empty();
        for (String candidate : known) {
            int distance = distance(word, candidate.toLowerCase(Locale.ROOT));
            // warning for warn
            distance = Math.min(
                    distance, word.startsWith(candidate) && word.length() <= candidate.length() + 4 ? 1 : distance);
            if (distance < best) {
                best = distance;
                nearest = Optional.of(candidate);
            }
        }
        for (Map.Entry<String, String> other : ELSEWHERE.entrySet()) {
            int distance = distance(word, other.getKey());
            if (distance < best && known.contains(other.getValue())) {
                best = distance;
                nearest = Optional.of(other.getValue());
            }
        }
        return nearest;
    }

    /** Edits (insert, delete, replace, swap of neighbours) between two short words. */
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[a.length()][b.length()];
    }
}

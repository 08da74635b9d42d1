package io.github.slowatchdog.imports;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names as objectives may have them, each given once. */
final class Names {

    private static final int LONGEST = 120;

    private final Set<String> given = new HashSet<>();
    /** The number that the next of a name has, so that many of one name are no search. */
    private final Map<String, Integer> next = new HashMap<>();

    /** The name with everything else as {@code _}, and a number behind it if it is there already. */
    String unique(String written) {
        String legal = written.replaceAll("[^a-zA-Z0-9_]+", "_");
        String name = legal.isEmpty() || Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
        return once(name.length() > LONGEST ? name.substring(0, LONGEST) : name);
    }

    /** The name, on one line, and a number behind it if it is there already. */
    String line(String written) {
        String line = written.replaceAll("\\p{Cntrl}+", " ").strip();
        return once(line.startsWith("(") || line.isEmpty() ? "_" + line : line);
    }

    private String once(String name) {
        String free = name;
        while (!given.add(free)) {
            free = name + "_" + next.merge(name, 2, (known, first) -> known + 1);
        }
        return free;
    }

    static boolean isLabel(String name) {
        return name.matches("[a-zA-Z_][a-zA-Z0-9_]*");
    }
}

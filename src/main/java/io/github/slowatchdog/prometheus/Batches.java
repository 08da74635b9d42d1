package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Joins selectors into few {@link Batch batches}, exactly: what is asked for together is what was asked for apart.
 *
 * <pre>
 *  a{job="x"}  b{job="x"}              {__name__=~"a|b",job="x"}      differ in the value of one label
 *  a{id="1"}  a{id="2"}  b{id="1"} ... {__name__=~"a|b",id=~"1|2"}    the same again, where all combinations are there
 *  a{status=~"5.."}  a                 a                              the one is a part of the other
 * </pre>
 */
final class Batches {

    /**
     * Values of one label in one question. Up to here Prometheus (256) and VictoriaMetrics (100) look alternatives up in the index; a longer
     * regular expression would be run over every value that the label has.
     */
    static final int MOST_VALUES = 100;

    /** Characters of one question; VictoriaMetrics refuses more than twice as many, with the defaults of both. */
    private static final int MOST_TEXT = 8_000;

    /** With more questions than this left, looking for parts of others takes longer than it saves. */
    private static final int MOST_COMPARED = 200;

    private final int most;

    private Batches(int most) {
        this.most = most;
    }

    /**
     * Batches that ask for each of these selectors in exactly one place.
     *
     * @param most how many selectors to join by a regular expression; 1: none, each by itself
     */
    static List<Batch> of(Collection<Selector> selectors, int most) {
        List<Selector> distinct = selectors.stream().distinct().toList();
        return most <= 1 ? distinct.stream().map(Batch::alone).toList() : new Batches(most).join(distinct);
    }

    private List<Batch> join(List<Selector> selectors) {
        List<Box> boxes = new ArrayList<>(selectors.stream().map(Box::of).toList());
        SortedSet<String> labels = new TreeSet<>();
        boxes.forEach(box -> labels.addAll(box.values().keySet()));
        labels.remove(Labels.NAME);
        boxes = along(Labels.NAME, boxes);
        for (String label : labels) {
            boxes = along(label, boxes);
        }
        return withoutParts(boxes).stream().map(Box::batch).toList();
    }

    /** Joins those that differ in nothing but the values of this label. */
    private List<Box> along(String label, List<Box> boxes) {
        Map<Box.Rest, List<Box>> alike = new LinkedHashMap<>();
        boxes.forEach(box -> alike.computeIfAbsent(box.without(label), ignored -> new ArrayList<>())
                .add(box));
        List<Box> joined = new ArrayList<>();
        for (List<Box> same : alike.values()) {
            Box grown = same.get(0);
            for (Box next : same.subList(1, same.size())) {
                boolean fits = grown.values().containsKey(label) && fits(grown, next, label);
                if (!fits) {
                    joined.add(grown);
                }
                grown = fits ? grown.joined(next, label) : next;
            }
            joined.add(grown);
        }
        return joined;
    }

    private boolean fits(Box one, Box other, String label) {
        return one.members().size() + other.members().size() <= most
                && one.size(label) + other.size(label) <= MOST_VALUES
                && one.length() + other.length() <= MOST_TEXT;
    }

    /** Those that ask for a part of what another one asks for anyway join it; the question stays as long as it was. */
    private static List<Box> withoutParts(List<Box> boxes) {
        if (boxes.size() > MOST_COMPARED) {
            return boxes;
        }
        List<Box> kept = new ArrayList<>(boxes);
        for (int i = 0; i < kept.size(); i++) {
            Box part = kept.get(i);
            for (int j = 0; j < kept.size(); j++) {
                if (i != j && kept.get(j).contains(part)) {
                    kept.set(j, kept.get(j).with(part.members()));
                    kept.remove(i--);
                    break;
                }
            }
        }
        return kept;
    }

    /** As a regular expression that matches nothing but these. */
    static Matcher anyOf(String label, Collection<String> values) {
        return new Matcher(
                label,
                Matcher.Op.MATCH,
                values.stream()
                        .map(Batches::literal)
                        .reduce((one, other) -> one + "|" + other)
                        .orElseThrow());
    }

    private static String literal(String value) {
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char next = value.charAt(i);
            if ("\\.+*?()|[]{}^$".indexOf(next) >= 0) {
                literal.append('\\');
            }
            literal.append(next);
        }
        return literal.toString();
    }
}

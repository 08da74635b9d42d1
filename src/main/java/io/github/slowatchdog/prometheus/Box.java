package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Selector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Selectors that together match all combinations of some values of some labels.
 *
 * @param values by label, the metric's name among them: the values one of which it must have
 * @param others what else a series must match
 * @param members the selectors
 */
record Box(SortedMap<String, SortedSet<String>> values, Set<Matcher> others, List<Selector> members) {

    private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    /** What must be the same for two to be joined along one label. */
    record Rest(SortedMap<String, SortedSet<String>> values, Set<Matcher> others, boolean has) {}

    static Box of(Selector selector) {
        SortedMap<String, SortedSet<String>> values = new TreeMap<>();
        Set<Matcher> others = new LinkedHashSet<>();
        if (!selector.metric().isEmpty()) {
            values.put(Labels.NAME, one(selector.metric()));
        }
        for (Matcher matcher : selector.matchers()) {
            boolean isValue = matcher.op() == Matcher.Op.EQUAL
                    && !matcher.value().isEmpty()
                    && !values.containsKey(matcher.label());
            if (isValue) {
                values.put(matcher.label(), one(matcher.value()));
            } else {
                others.add(matcher);
            }
        }
        return new Box(values, others, List.of(selector));
    }

    private static SortedSet<String> one(String value) {
        return new TreeSet<>(Set.of(value));
    }

    Rest without(String label) {
        SortedMap<String, SortedSet<String>> rest = new TreeMap<>(values);
        boolean has = rest.remove(label) != null;
        return new Rest(rest, others, has);
    }

    /** With what the other one matches too, which differs in this label at most. */
    Box joined(Box other, String label) {
        SortedMap<String, SortedSet<String>> all = new TreeMap<>(values);
        SortedSet<String> union = new TreeSet<>(of(label));
        union.addAll(other.of(label));
        all.put(label, union);
        return new Box(all, others, both(other.members));
    }

    /** The same, asked for these as well, which match a part of it. */
    Box with(List<Selector> parts) {
        return new Box(values, others, both(parts));
    }

    private List<Selector> both(List<Selector> more) {
        List<Selector> both = new ArrayList<>(members);
        both.addAll(more);
        return both;
    }

    private SortedSet<String> of(String label) {
        return values.getOrDefault(label, Collections.emptySortedSet());
    }

    int size(String label) {
        return of(label).size();
    }

    /** About as many characters as its text has. */
    int length() {
        return values.entrySet().stream()
                        .mapToInt(label -> label.getKey().length()
                                + label.getValue().stream()
                                        .mapToInt(value -> value.length() + 1)
                                        .sum())
                        .sum()
                + others.stream()
                        .mapToInt(matcher -> matcher.toString().length())
                        .sum();
    }

    /** Whether all that the other one matches is matched by this. */
    boolean contains(Box other) {
        return other.others.containsAll(others)
                && values.entrySet().stream()
                        .allMatch(label -> other.size(label.getKey()) > 0
                                && label.getValue().containsAll(other.of(label.getKey())));
    }

    Batch batch() {
        if (members.size() == 1) {
            return Batch.alone(members.get(0));
        }
        List<Matcher> matchers = new ArrayList<>();
        String metric = "";
        for (Map.Entry<String, SortedSet<String>> label : values.entrySet()) {
            String first = label.getValue().first();
            boolean single = label.getValue().size() == 1;
            if (single
                    && label.getKey().equals(Labels.NAME)
                    && PLAIN_NAME.matcher(first).matches()) {
                metric = first;
            } else {
                matchers.add(
                        single
                                ? new Matcher(label.getKey(), Matcher.Op.EQUAL, first)
                                : Batches.anyOf(label.getKey(), label.getValue()));
            }
        }
        matchers.addAll(others);
        String told = values.entrySet().stream()
                .max(Comparator.comparingInt(label -> label.getValue().size()))
                .map(Map.Entry::getKey)
                .orElse("");
        return new Batch(Selector.of(metric, matchers), members, told);
    }
}

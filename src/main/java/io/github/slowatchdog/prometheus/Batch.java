package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One question for the raw samples of several selectors. It matches every series that one of them matches, and no other, so its
 * answer is no larger than theirs together. A batch of one is that selector as it was written.
 */
final class Batch {

    private final Selector selector;
    private final List<Selector> members;
    /** The label by whose value a series finds the members that may want it. */
    private final String told;

    private final Map<String, List<Selector>> byValue = new HashMap<>();

    /**
     * @param selector what its members match together
     * @param told a label of which each member asks for one value, or none
     */
    Batch(Selector selector, List<Selector> members, String told) {
        this.selector = selector;
        this.members = List.copyOf(members);
        this.told = told;
        for (Selector member : members) {
            String value = told.equals(Labels.NAME) && !member.metric().isEmpty()
                    ? member.metric()
                    : member.equalities().getOrDefault(told, "");
            byValue.computeIfAbsent(value, ignored -> new ArrayList<>()).add(member);
        }
    }

    /** A selector by itself. */
    static Batch alone(Selector selector) {
        return new Batch(selector, List.of(selector), Labels.NAME);
    }

    Selector selector() {
        return selector;
    }

    List<Selector> members() {
        return members;
    }

    boolean isAlone() {
        return members.size() == 1;
    }

    /**
     * The part of an answer that each member would have got by itself.
     *
     * <p>Empty where the answer does not tell: a store that deduplicates leaves out labels that its selectors know, so that a series
     * seems to be nobody's, or a member seems to match nothing. Then each has to ask for itself.
     */
    Optional<Map<Selector, List<Series>>> divide(List<Series> all) {
        Map<Selector, List<Series>> parts = new LinkedHashMap<>();
        if (isAlone()) {
            parts.put(selector, all);
            return Optional.of(parts);
        }
        members.forEach(member -> parts.put(member, new ArrayList<>()));
        Set<String> labels = new HashSet<>();
        for (Series series : all) {
            labels.addAll(series.labels().map().keySet());
            if (!give(series, parts)) {
                return Optional.empty();
            }
        }
        boolean shown = all.isEmpty()
                || parts.entrySet().stream()
                        .allMatch(part -> !part.getValue().isEmpty() || labels.containsAll(needs(part.getKey())));
        return shown ? Optional.of(parts) : Optional.empty();
    }

    private boolean give(Series series, Map<Selector, List<Series>> parts) {
        String value = series.labels().get(told);
        boolean wanted = give(series, value, parts);
        return (!value.isEmpty() && give(series, "", parts)) || wanted;
    }

    private boolean give(Series series, String value, Map<Selector, List<Series>> parts) {
        boolean wanted = false;
        for (Selector member : byValue.getOrDefault(value, List.of())) {
            if (member.matches(series.labels())) {
                parts.computeIfAbsent(member, ignored -> new ArrayList<>()).add(series);
                wanted = true;
            }
        }
        return wanted;
    }

    /** The labels without which no series matches. */
    private static Set<String> needs(Selector member) {
        Set<String> needs = new HashSet<>();
        member.matchers().stream()
                .filter(matcher -> !matcher.matches(Labels.NONE))
                .forEach(matcher -> needs.add(matcher.label()));
        return needs;
    }

    @Override
    public String toString() {
        return selector + " for " + members.size();
    }
}

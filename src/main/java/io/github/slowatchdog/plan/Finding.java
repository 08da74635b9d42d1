package io.github.slowatchdog.plan;

import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one try of a step came to. Texts are as they were found, in bounds, with what is secret in them: that is taken out, and they
 * are cut to what a person can read, where they become evidence.
 *
 * @param outcome idle is for what cannot be judged for want of traffic
 * @param why one line for a person
 * @param checks what was looked at
 * @param request what was asked, run or read; one text a line
 * @param answer what came of it, likewise
 * @param values what can be kept and compared, by name
 * @param isFinal whether trying again cannot change it
 * @param coversGaps whether it speaks for all the time since the step began, also for that in which nothing could be told
 */
record Finding(
        Outcome outcome,
        String why,
        List<Check> checks,
        List<String> request,
        List<String> answer,
        SortedMap<String, Value> values,
        boolean isFinal,
        boolean coversGaps) {

    private static final int MOST = 16 * 1024;

    Finding {
        checks = List.copyOf(checks);
        request = List.copyOf(request);
        answer = List.copyOf(answer);
    }

    /** By the checks: met if all are. */
    static Finding of(List<Check> checks, List<String> request, List<String> answer, Map<String, Value> values) {
        List<Check> missed = checks.stream().filter(check -> !check.met()).toList();
        return new Finding(
                missed.isEmpty() ? Outcome.MET : Outcome.MISSED,
                missed.isEmpty() ? "as expected" : missed.get(0).line() + more(missed.size() - 1),
                checks,
                request,
                answer,
                new TreeMap<>(values),
                false,
                false);
    }

    /** Without anything that could be looked at. */
    static Finding of(Outcome outcome, String why, List<String> request, List<String> answer) {
        return new Finding(outcome, why, List.of(), request, answer, new TreeMap<>(), false, false);
    }

    Finding definite() {
        return new Finding(outcome, why, checks, request, answer, values, true, coversGaps);
    }

    Finding as(Outcome other, String because) {
        return new Finding(other, because, checks, request, answer, values, isFinal, coversGaps);
    }

    /** As much of a text as is worth to be held until it is shown. */
    static String bounded(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST);
    }

    private static String more(int count) {
        return count == 0 ? "" : ", and " + count + " more";
    }
}

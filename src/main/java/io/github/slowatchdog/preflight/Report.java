package io.github.slowatchdog.preflight;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a check has found.
 *
 * @param findings the worst first, then by place
 * @param unreachable servers that are needed and did not answer, so that not everything could be looked at
 * @param looked what was looked at, for a person, one line each
 */
public record Report(List<Finding> findings, Set<String> unreachable, List<String> looked) {

    public Report {
        findings = findings.stream().distinct().sorted().toList();
        unreachable = Set.copyOf(new TreeSet<>(unreachable));
        looked = List.copyOf(looked);
    }

    /** How many of the findings are of this severity. */
    public long count(Severity severity) {
        return findings.stream().filter(one -> one.severity() == severity).count();
    }
}

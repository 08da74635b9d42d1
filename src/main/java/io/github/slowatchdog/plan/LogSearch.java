package io.github.slowatchdog.plan;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.github.slowatchdog.config.PlanStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks in lines, as they come, for what must and must not be there. */
final class LogSearch {

    private static final int SHOWN = 5;

    private final PlanStep.Log log;
    private final @Nullable String[] seen;
    private final List<String> bad = new ArrayList<>();
    private final @Nullable Pattern[] badBy;
    private Optional<Long> longLine = Optional.empty();
    private int next;
    private long lines;

    LogSearch(PlanStep.Log log) {
        this.log = log;
        this.seen = new String[log.must().size()];
        this.badBy = new Pattern[SHOWN];
    }

    /** @param cut whether there was more of it */
    void take(String line, boolean cut) {
        lines++;
        if (cut && longLine.isEmpty()) {
            longLine = Optional.of(lines);
        }
        if (log.inOrder()) {
            inOrder(line);
        } else {
            for (int i = 0; i < seen.length; i++) {
                if (seen[i] == null && log.must().get(i).matcher(line).find()) {
                    seen[i] = line;
                }
            }
        }
        for (Pattern pattern : log.mustNot()) {
            if (bad.size() < SHOWN && pattern.matcher(line).find()) {
                badBy[bad.size()] = pattern;
                bad.add(line);
                break;
            }
        }
    }

    /** Each after the one before, in the same line or a later one. */
    private void inOrder(String line) {
        int from = 0;
        while (next < seen.length) {
            Matcher matcher = log.must().get(next).matcher(line);
            if (!matcher.find(from)) {
                return;
            }
            seen[next++] = line;
            from = matcher.end();
        }
    }

    long lines() {
        return lines;
    }

    /** Whether something is there that must not be: no later line makes that good. */
    boolean isSpoilt() {
        return !bad.isEmpty();
    }

    /** Whether nothing that could be read besides would make a difference. */
    boolean isSettled() {
        return isSpoilt() || (log.mustNot().isEmpty() && Arrays.stream(seen).allMatch(Objects::nonNull));
    }

    /** The first line, from 1, of which only the beginning was looked at. */
    Optional<Long> longLine() {
        return longLine;
    }

    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < seen.length; i++) {
            String line = seen[i];
            String after = log.inOrder() && i > 0 ? ", after /" + log.must().get(i - 1) + "/" : "";
            checks.add(new Check(
                    "log",
                    "to have /" + log.must().get(i) + "/" + after,
                    line == null ? "not in " + lines + (lines == 1 ? " line" : " lines") : line,
                    line != null));
        }
        for (int i = 0; i < bad.size(); i++) {
            checks.add(new Check("log", "not to have /" + badBy[i] + "/", bad.get(i), false));
        }
        if (bad.isEmpty()) {
            log.mustNot()
                    .forEach(pattern ->
                            checks.add(new Check("log", "not to have /" + pattern + "/", "nothing like it", true)));
        }
        return checks;
    }
}

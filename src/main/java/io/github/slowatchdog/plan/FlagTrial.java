package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanStep;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the flag in Redis. A Redis that does not answer leaves it untold. */
final class FlagTrial implements Trial {

    private static final List<String> REQUEST = List.of("the flag in Redis");

    private final PlanStep.Flag flag;
    private final FlagReader reader;

    FlagTrial(PlanStep.Flag flag, FlagReader reader) {
        this.flag = flag;
        this.reader = reader;
    }

    @Override
    public Finding make() {
        FlagReader.Read read = reader.read();
        if (read instanceof FlagReader.Read.Failed failed) {
            return Finding.of(Outcome.UNKNOWN, failed.why(), REQUEST, List.of());
        }
        // no flag is a flag without fields
        String text = read instanceof FlagReader.Read.Found found ? found.text() : "{}";
        List<Check> checks = new ArrayList<>();
        Map<String, Value> values = new TreeMap<>();
        flag.paths().forEach((path, how) -> checks.add(JsonChecks.of("", path, how, Buffer.buffer(text), values)));
        return Finding.of(
                checks,
                REQUEST,
                List.of(read instanceof FlagReader.Read.Absent ? "no flag" : Finding.bounded(text)),
                values);
    }
}

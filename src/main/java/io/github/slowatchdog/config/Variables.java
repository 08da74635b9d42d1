package io.github.slowatchdog.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code vars}: names with values that other places refer to. */
final class Variables {

    private Variables() {}

    /** Values remember where they came from; empty for one that could not be read. */
    static Map<String, Optional<Substitution.Filled>> read(Cursor at) {
        Map<String, Optional<Substitution.Filled>> variables = new LinkedHashMap<>();
        at.freeKeys().forEach((name, entry) -> {
            if (!Substitution.VARIABLE.matcher(name).matches()) {
                entry.key()
                        .wrong(
                                Quote.of(name) + " cannot be the name of a variable",
                                "use letters, digits and '_', not starting with a digit");
            }
            variables.put(name, value(entry.value()));
        });
        return variables;
    }

    private static Optional<Substitution.Filled> value(Cursor value) {
        return value.text().map(text -> new Substitution.Filled(text, value.isFromEnvironment()));
    }
}

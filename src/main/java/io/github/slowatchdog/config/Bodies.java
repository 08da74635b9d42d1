package io.github.slowatchdog.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request: a text as it stands, or a mapping or list, which is sent as JSON. */
final class Bodies {

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,3})?");

    private Bodies() {}

    static Optional<PlanStep.Body> read(Cursor at) {
        return at.isMapping() || at.isList()
                ? Optional.of(new PlanStep.Body.Json(json(at)))
                : at.text().map(PlanStep.Body.Text::new);
    }

    /** As JSON has it: what is written without quotes is a number, true, false or null where it looks like one. */
    private static @Nullable Object json(Cursor at) {
        if (at.isMapping()) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            at.freeKeys().forEach((name, entry) -> members.put(name, json(entry.value())));
            return members;
        }
        if (at.isList()) {
            List<@Nullable Object> elements = new ArrayList<>();
            at.elements().forEach(element -> elements.add(json(element)));
            return elements;
        }
        return at.isNothing()
                ? null
                : at.text().map(text -> at.isPlain() ? scalar(text) : text).orElse("");
    }

    private static Object scalar(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (WHOLE.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        return NUMBER.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
    }
}

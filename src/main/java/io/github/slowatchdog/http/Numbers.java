package io.github.slowatchdog.http;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whole numbers that clients send. */
final class Numbers {

    private static final int LONGEST = 18;

    private Numbers() {}

    /** A parameter of the query; empty if it is none of these numbers, or given more than once. */
    static Optional<Long> query(RoutingContext ctx, String name, long usual, long least, long most) {
        List<String> values = ctx.queryParam(name);
        if (values.isEmpty()) {
            return Optional.of(usual);
        }
        return values.size() > 1 ? Optional.empty() : parse(values.get(0)).filter(n -> n >= least && n <= most);
    }

    /** A number of up to 18 digits and nothing else. */
    static Optional<Long> parse(@Nullable String text) {
        boolean digits = text != null
                && !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}

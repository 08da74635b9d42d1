package io.github.slowatchdog.journal;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was made of the texts that were read last: in a large checkpoint the same few times and names stand tens of thousands of times. */
final class RecentScalars {

    private static final int KEPT = 4096;

    private final @Nullable String[] texts = new @Nullable String[KEPT];
    private final @Nullable Object[] made = new @Nullable Object[KEPT];

    /** What was made of this text, if it is still kept; otherwise it is made now. To be asked with one maker for each. */
    <T> T of(Class<T> type, String text, Function<String, T> maker) {
        int hash = 31 * text.hashCode() + type.hashCode();
        int place = (hash ^ hash >>> 16) & (KEPT - 1);
        Object known = made[place];
        if (text.equals(texts[place]) && type.isInstance(known)) {
            return type.cast(known);
        }
        T fresh = maker.apply(text);
        texts[place] = text;
        made[place] = fresh;
        return fresh;
    }
}

package io.github.slowatchdog.bot;

import org.jspecify.annotations.Nullable;

/**
 * The texts that were read last, to be used again: on a page the same few names, and many of the same values, stand in thousands of series.
 */
final class RecentTexts {

    private static final int KEPT = 256;

    private final @Nullable String[] texts = new @Nullable String[KEPT];

    /** The same text; the one that was read before, if it is still kept. */
    String again(String text) {
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & (KEPT - 1);
        String known = texts[place];
        if (text.equals(known)) {
            return known;
        }
        texts[place] = text;
        return text;
    }
}

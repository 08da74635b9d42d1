package io.github.slowatchdog.bot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/** A set of names that can be asked by bytes, so that a line that nobody needs makes no text. Immutable. */
final class Names {

    private final byte[][] slots;
    private final boolean empty;

    Names(Collection<String> names) {
        slots = new byte[Math.max(4, Integer.highestOneBit(names.size()) * 4)][];
        empty = names.isEmpty();
        for (String name : names) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            int slot = slot(Bytes.hash(bytes, 0, bytes.length));
            while (slots[slot] != null) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = bytes;
        }
    }

    boolean isEmpty() {
        return empty;
    }

    boolean contains(byte[] text, int from, int to) {
        int slot = slot(Bytes.hash(text, from, to));
        while (slots[slot] != null) {
            if (Arrays.equals(slots[slot], 0, slots[slot].length, text, from, to)) {
                return true;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return false;
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 16) & (slots.length - 1);
    }
}

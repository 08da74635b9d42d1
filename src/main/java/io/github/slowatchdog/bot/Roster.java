package io.github.slowatchdog.bot;

import io.github.slowatchdog.slo.Labels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The series that were read of the pages before, found again by the bytes they are written as: what was checked and made into
 * {@link Labels} once is compared from then on. A bot writes its series in the same order each time, so that mostly the one that
 * comes next is known before it is looked for. Of what the last page did not show, nothing is kept for long.
 *
 * <p>For one page at a time.
 */
final class Roster {

    /** So many may be remembered in vain. */
    private static final int SLACK = 64;

    private final KnownTable series = new KnownTable();
    private Spelling[] slots = new Spelling[64];
    private int spellings;
    private int page;
    private int onPage;
    private final Spelling start = new Spelling(new byte[0], 0, 0, new KnownSeries(Labels.NONE));
    private Spelling last = start;

    /** One way in which a series is written: its bytes, from the name to the closing brace. */
    static final class Spelling {
        private final byte[] text;
        private final int nameLength;
        private final int hash;
        private final KnownSeries series;
        private int page;
        private Spelling next = this;

        private Spelling(byte[] text, int nameLength, int hash, KnownSeries series) {
            this.text = text;
            this.nameLength = nameLength;
            this.hash = hash;
            this.series = series;
        }

        int length() {
            return text.length;
        }

        int nameLength() {
            return nameLength;
        }

        KnownSeries series() {
            return series;
        }

        /** Whether it stands here, and a value behind it. */
        private boolean isAt(byte[] in, int at) {
            int end = at + text.length;
            return end < in.length
                    && Bytes.isBlank(in[end])
                    && Arrays.equals(text, 0, text.length, in, at, end)
                    && (nameLength < text.length || !bracesFollow(in, end));
        }

        private static boolean bracesFollow(byte[] in, int at) {
            int i = at;
            while (Bytes.isBlank(in[i])) {
                i++;
            }
            return in[i] == '{';
        }
    }

    /** A new page begins; its number. */
    int begin() {
        if (Math.max(spellings, series.size()) > 2 * onPage + SLACK) {
            forget();
        }
        page++;
        onPage = 0;
        last = start;
        return page;
    }

    /** The series that the page shows here, if it is the one that came here the last time. The text ends with a line end. */
    @Nullable
    Spelling expected(byte[] text, int at) {
        Spelling next = last.next;
        return next != last && next.isAt(text, at) ? shown(next) : null;
    }

    /** The series that is written so, if it is known. */
    @Nullable
    Spelling find(byte[] text, int from, int to) {
        Spelling found = slots[slot(Bytes.hash(text, from, to), text, from, to)];
        return found == null ? null : shown(found);
    }

    private Spelling shown(Spelling spelling) {
        if (spelling.page != page) {
            spelling.page = page;
            onPage++;
        }
        last.next = spelling;
        last = spelling;
        return spelling;
    }

    /** A series that was not known so. */
    KnownSeries add(byte[] text, int from, int nameTo, int to, Labels labels) {
        KnownSeries known = series.get(labels);
        if (4 * spellings > 3 * slots.length) {
            rebuild(slots.length * 2, 0);
        }
        int hash = Bytes.hash(text, from, to);
        Spelling spelling = new Spelling(Arrays.copyOfRange(text, from, to), nameTo - from, hash, known);
        slots[slot(hash, text, from, to)] = spelling;
        spellings++;
        shown(spelling);
        return known;
    }

    /** A series whose spelling is not worth remembering. */
    KnownSeries unspelled(Labels labels) {
        onPage++;
        return series.get(labels);
    }

    private void forget() {
        int length = slots.length;
        while (length > slots.length / 8 && length > 64 && length > 4 * onPage) {
            length /= 2;
        }
        rebuild(length, page);
        series.clear();
        start.next = start;
        for (Spelling spelling : slots) {
            if (spelling != null) {
                series.put(spelling.series);
                spelling.next = spelling; // whoever came next may be gone
            }
        }
    }

    /** @param least spellings that were not shown since this page are left out */
    private void rebuild(int length, int least) {
        Spelling[] before = slots;
        slots = new Spelling[length];
        spellings = 0;
        for (Spelling spelling : before) {
            if (spelling != null && spelling.page >= least) {
                slots[slot(spelling.hash, spelling.text, 0, spelling.text.length)] = spelling;
                spellings++;
            }
        }
    }

    private int slot(int hash, byte[] text, int from, int to) {
        int slot = (hash ^ hash >>> 16) & (slots.length - 1);
        for (Spelling there = slots[slot]; there != null; there = slots[slot]) {
            if (there.hash == hash && Arrays.equals(there.text, 0, there.text.length, text, from, to)) {
                return slot;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /** In how many ways they are written. */
    int spellings() {
        return spellings;
    }

    /** How many series are remembered. */
    int size() {
        return series.size();
    }
}

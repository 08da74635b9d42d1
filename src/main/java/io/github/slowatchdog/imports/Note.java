package io.github.slowatchdog.imports;

import io.github.slowatchdog.config.Place;

/** Something that is not in the rules as it was in the file, or not at all. */
public record Note(Place place, String what) {

    private static final int LONGEST = 600;

    public Note {
        // files of others have a say in it: it must neither break the line nor reach a terminal
        what = what.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** {@code file:line:column: what}. */
    @Override
    public String toString() {
        return place + ": " + what;
    }
}

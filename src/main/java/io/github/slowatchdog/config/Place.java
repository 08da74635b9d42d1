package io.github.slowatchdog.config;

/**
 * Where something stands in the files.
 *
 * @param file as a person would name it: relative to the working directory or as given
 * @param line from 1
 * @param column from 1, in characters
 * @param path of the key or entry in the file, such as {@code groups[0].objectives[2].expr}; empty for the file itself
 */
public record Place(String file, int line, int column, String path) implements Comparable<Place> {

    /** By file, then by position. */
    @Override
    public int compareTo(Place other) {
        int byFile = file.compareTo(other.file);
        int byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}

package io.github.slowatchdog.report;

import java.util.List;

/** A piece of a report for people, before it is Markdown or HTML. Texts are plain; whoever writes them escapes them. */
sealed interface Block {

    /** How something is meant. */
    enum Tone {
        PLAIN,
        GOOD,
        WARN,
        BAD,
        /** A query, an id, a value: to be read letter by letter. */
        CODE
    }

    /** A text in a table. */
    record Cell(String text, Tone tone) {
        static Cell of(String text) {
            return new Cell(text, Tone.PLAIN);
        }

        static Cell code(String text) {
            return new Cell(text, Tone.CODE);
        }
    }

    /** @param level 1 for the title, 2 and 3 below it */
    record Heading(int level, String text) implements Block {}

    record Paragraph(String text, Tone tone) implements Block {}

    /** A name and what is said under it, on one line. */
    record Field(String name, String text) implements Block {}

    /** @param head of the columns; empty for a table of names and values */
    record Table(List<String> head, List<List<Cell>> rows) implements Block {
        public Table {
            head = List.copyOf(head);
            rows = List.copyOf(rows);
        }
    }

    record Items(List<String> items, Tone tone) implements Block {
        public Items {
            items = List.copyOf(items);
        }
    }

    record Drawing(Timeline timeline) implements Block {}
}

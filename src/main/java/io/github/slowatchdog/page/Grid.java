package io.github.slowatchdog.page;

import io.github.slowatchdog.html.Tag;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table that becomes a list of cards on a phone. The roles are said, since a table that is laid out otherwise is none for a screen
 * reader; each cell knows its column, since the head is then out of sight.
 */
record Grid(List<String> columns) {

    Tag table(String labelledBy, Stream<Tag> rows) {
        Tag head = row();
        columns.forEach(column -> head.add(
                Tag.of("th").with("role", "columnheader").with("scope", "col").text(column)));
        return Tag.of("table")
                .with("role", "table")
                .with("aria-labelledby", labelledBy)
                .add(
                        Tag.of("thead").with("role", "rowgroup").add(head),
                        Tag.of("tbody").with("role", "rowgroup").add(rows));
    }

    static Tag row() {
        return Tag.of("tr").with("role", "row");
    }

    /** The first cell of a row, which names it. */
    static Tag name() {
        return Tag.of("th").with("role", "rowheader").with("scope", "row");
    }

    Tag cell(int column) {
        return Tag.of("td").with("role", "cell").with("data-column", columns.get(column));
    }
}

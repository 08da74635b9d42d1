package io.github.slowatchdog.report;

import io.github.slowatchdog.html.Printable;
import io.github.slowatchdog.plan.PlanReport;
import io.github.slowatchdog.report.Block.Cell;
import io.github.slowatchdog.report.Block.Tone;
import java.util.List;
import java.util.stream.Collectors;

/** A report as Markdown (GitHub flavour). Whatever stands in a journal or an answer is shown as text, never as markup. */
public final class MarkdownReport {

    private static final int STRIP = 72;

    private MarkdownReport() {}

    public static String of(SoakReport report) {
        return of(Pages.of(report));
    }

    public static String of(PlanReport report) {
        return of(PlanPages.of(report));
    }

    private static String of(List<Block> blocks) {
        StringBuilder text = new StringBuilder();
        blocks.forEach(block -> {
            if (text.length() > 0) {
                text.append('\n');
            }
            text.append(block(block));
        });
        return text.toString();
    }

    private static String block(Block block) {
        if (block instanceof Block.Heading heading) {
            return "#".repeat(heading.level()) + " " + escaped(heading.text()) + "\n";
        } else if (block instanceof Block.Paragraph paragraph) {
            String text = escaped(paragraph.text());
            return (paragraph.tone() == Tone.BAD ? "> **" + text + "**" : text) + "\n";
        } else if (block instanceof Block.Field field) {
            return ("**" + escaped(field.name()) + ":** " + escaped(field.text())).strip() + "\n";
        } else if (block instanceof Block.Items items) {
            return items.items().stream()
                    .map(item -> "- " + toned(new Cell(item, items.tone())) + "\n")
                    .collect(Collectors.joining());
        } else if (block instanceof Block.Table table) {
            return table(table);
        }
        return strip(((Block.Drawing) block).timeline());
    }

    private static String table(Block.Table table) {
        int columns = table.head().isEmpty() ? 2 : table.head().size();
        List<String> head = table.head().isEmpty() ? List.of("", "") : table.head();
        StringBuilder text = new StringBuilder();
        text.append(row(head.stream().map(MarkdownReport::escaped).toList()));
        text.append("|").append("---|".repeat(columns)).append('\n');
        table.rows()
                .forEach(row ->
                        text.append(row(row.stream().map(MarkdownReport::toned).toList())));
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> " " + cell + " |").collect(Collectors.joining("", "|", "\n"));
    }

    private static String toned(Cell cell) {
        String text = escaped(cell.text());
        if (text.isEmpty()) {
            return text;
        }
        return cell.tone() == Tone.BAD ? "**" + text + "**" : text;
    }

    /** Every character that Markdown could take for its own; lines become one. */
    static String escaped(String text) {
        String plain = Printable.of(text).replace('\n', ' ').strip();
        StringBuilder out = new StringBuilder(plain.length() + 16);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '&') {
                out.append("&amp;");
            } else if (c == '<') {
                out.append("&lt;");
            } else if (c == '>') {
                out.append("&gt;");
            } else if ("\\`*[]|~#".indexOf(c) >= 0 || (c == '_' && !isInWord(plain, i))) {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        // what looks like an address is not to become a link of its own
        return out.toString()
                .replace("://", ":&#47;/")
                .replace("www.", "www&#46;")
                .replace("@", "&#64;");
    }

    private static boolean isInWord(String text, int i) {
        return i > 0
                && i + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(i - 1))
                && Character.isLetterOrDigit(text.charAt(i + 1));
    }

    private static String strip(Timeline timeline) {
        long whole = java.time.Duration.between(timeline.from(), timeline.to()).toMillis();
        StringBuilder text =
                new StringBuilder("```\n").append(marks(timeline, whole)).append('\n');
        for (int i = 0; i < STRIP && whole > 0; i++) {
            long from = whole * i / STRIP;
            long to = whole * (i + 1) / STRIP;
            text.append(timeline.segments().stream()
                    .filter(segment -> millis(timeline, segment.from()) < to && millis(timeline, segment.to()) > from)
                    .map(Timeline.Segment::look)
                    .max(java.util.Comparator.naturalOrder())
                    .map(MarkdownReport::sign)
                    .orElse(' '));
        }
        return text.append('\n')
                .append("= clean   . waiting   ~ pending   x not running   ? blind   ! breach\n")
                .append(Timeline.Kind.LEGEND)
                .append("\n```\n")
                .toString();
    }

    private static String marks(Timeline timeline, long whole) {
        StringBuilder row = new StringBuilder(" ".repeat(STRIP));
        for (Timeline.Mark mark : timeline.marks().items()) {
            long place = whole <= 0 ? 0 : millis(timeline, mark.at()) * STRIP / whole;
            row.setCharAt(
                    (int) Math.max(0, Math.min(STRIP - 1L, place)), mark.kind().sign());
        }
        return row.toString().stripTrailing();
    }

    private static long millis(Timeline timeline, java.time.Instant at) {
        return java.time.Duration.between(timeline.from(), at).toMillis();
    }

    private static char sign(Timeline.Look look) {
        return switch (look) {
            case CLEAN -> '=';
            case WAITING -> '.';
            case PENDING -> '~';
            case DOWN -> 'x';
            case BLIND -> '?';
            case BREACH -> '!';
        };
    }
}

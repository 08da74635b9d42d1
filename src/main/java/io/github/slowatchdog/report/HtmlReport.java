package io.github.slowatchdog.report;

import io.github.slowatchdog.plan.PlanReport;
import io.github.slowatchdog.report.Block.Cell;
import io.github.slowatchdog.report.Block.Tone;
import java.util.List;
import java.util.Locale;

/**
 * A report as one HTML file that needs nothing beside itself: no script, no picture, no font, no address to ask. Whatever stands
 * in a journal or an answer is escaped, and a policy in the file forbids a browser to run or load anything all the same.
 */
public final class HtmlReport {

    private static final String STYLE = """
            :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--dim:#59636e;--line:#d1d9e0;--head:#f6f8fa;\
            --good:#1a7f37;--warn:#9a6700;--bad:#cf222e;--clean:#4ac26b;--waiting:#d1d9e0;--pending:#d4a72c;--down:#818b98;\
            --blind:#8250df;--breach:#cf222e}
            @media (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--dim:#9198a1;--line:#3d444d;--head:#151b23;\
            --good:#3fb950;--warn:#d29922;--bad:#ff7b72;--clean:#238636;--waiting:#3d444d;--pending:#bb8009;--down:#656c76;\
            --blind:#ab7df8;--breach:#f85149}}
            body{margin:2rem auto;max-width:76rem;padding:0 1rem;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
            h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid var(--line)}h3{font-size:1rem}
            .scroll{overflow-x:auto}table{border-collapse:collapse;margin:.5rem 0}
            th,td{border:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
            th{background:var(--head)}.good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad);font-weight:600}
            .code{font-family:ui-monospace,monospace;font-size:.9em}
            p.bad{border:2px solid var(--bad);padding:.6rem}svg{width:100%;height:auto}svg text{fill:var(--dim);font:12px system-ui,sans-serif}
            .clean{fill:var(--clean)}.waiting{fill:var(--waiting)}.pending{fill:var(--pending)}.down{fill:var(--down)}
            .blind{fill:var(--blind)}.breach{fill:var(--breach)}.mark{stroke:var(--ink);stroke-width:1.5}
            @media print{body{margin:0;max-width:none}h2,h3{break-after:avoid}tr,svg{break-inside:avoid}}
            """;

    private HtmlReport() {}

    public static String of(SoakReport report) {
        return of(Pages.title(report), Pages.of(report));
    }

    public static String of(PlanReport report) {
        return of(PlanPages.title(report), PlanPages.of(report));
    }

    private static String of(String title, List<Block> blocks) {
        StringBuilder out = new StringBuilder();
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n");
        blocks.forEach(block -> block(out, block));
        return out.append("</body>\n</html>\n").toString();
    }

    private static void block(StringBuilder out, Block block) {
        if (block instanceof Block.Heading heading) {
            String tag = "h" + heading.level();
            out.append('<').append(tag).append('>').append(escaped(heading.text()));
            out.append("</").append(tag).append(">\n");
        } else if (block instanceof Block.Paragraph paragraph) {
            out.append("<p").append(css(paragraph.tone())).append('>').append(escaped(paragraph.text()));
            out.append("</p>\n");
        } else if (block instanceof Block.Field field) {
            out.append("<p><b>").append(escaped(field.name())).append(":</b> ");
            out.append(escaped(field.text())).append("</p>\n");
        } else if (block instanceof Block.Items items) {
            out.append("<ul>\n");
            items.items()
                    .forEach(item -> out.append("<li")
                            .append(css(items.tone()))
                            .append('>')
                            .append(escaped(item))
                            .append("</li>\n"));
            out.append("</ul>\n");
        } else if (block instanceof Block.Table table) {
            table(out, table);
        } else if (block instanceof Block.Drawing drawing) {
            out.append(TimelineSvg.of(drawing.timeline()));
        }
    }

    private static void table(StringBuilder out, Block.Table table) {
        out.append("<div class=\"scroll\"><table>\n");
        if (!table.head().isEmpty()) {
            out.append("<tr>");
            table.head()
                    .forEach(name -> out.append("<th>").append(escaped(name)).append("</th>"));
            out.append("</tr>\n");
        }
        for (List<Cell> row : table.rows()) {
            out.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                String tag = table.head().isEmpty() && i == 0 ? "th" : "td";
                Cell cell = row.get(i);
                out.append('<').append(tag).append(css(cell.tone())).append('>').append(escaped(cell.text()));
                out.append("</").append(tag).append('>');
            }
            out.append("</tr>\n");
        }
        out.append("</table></div>\n");
    }

    private static String css(Tone tone) {
        return tone == Tone.PLAIN ? "" : " class=\"" + tone.name().toLowerCase(Locale.ROOT) + "\"";
    }

    static String escaped(String text) {
        return Printable.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

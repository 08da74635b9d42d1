package io.github.slowatchdog.report;

import io.github.slowatchdog.html.Tag;
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
        Tag head = Tag.of("head")
                .add(Tag.of("meta").with("charset", "utf-8"))
                .add(Tag.of("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", "default-src 'none'; style-src 'unsafe-inline'"))
                .add(Tag.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"))
                .add(Tag.of("title").text(title))
                .add(Tag.styleSheet(STYLE));
        Tag body = Tag.of("body").add(blocks.stream().map(HtmlReport::block));
        return Tag.of("html").with("lang", "en").add(head, body).document();
    }

    private static Tag block(Block block) {
        if (block instanceof Block.Heading heading) {
            return Tag.of("h" + heading.level()).text(heading.text());
        } else if (block instanceof Block.Paragraph paragraph) {
            return toned("p", paragraph.tone()).text(paragraph.text());
        } else if (block instanceof Block.Field field) {
            return Tag.of("p").add(Tag.of("b").text(field.name() + ":")).text(" " + field.text());
        } else if (block instanceof Block.Items items) {
            return Tag.of("ul")
                    .add(items.items().stream()
                            .map(item -> toned("li", items.tone()).text(item)));
        } else if (block instanceof Block.Table table) {
            return table(table);
        } else {
            return TimelineSvg.of(((Block.Drawing) block).timeline());
        }
    }

    private static Tag table(Block.Table table) {
        Tag rows = Tag.of("table");
        if (!table.head().isEmpty()) {
            rows.add(Tag.of("tr")
                    .add(table.head().stream().map(name -> Tag.of("th").text(name))));
        }
        for (List<Cell> cells : table.rows()) {
            Tag row = Tag.of("tr");
            for (int i = 0; i < cells.size(); i++) {
                boolean named = table.head().isEmpty() && i == 0;
                Cell cell = cells.get(i);
                row.add(toned(named ? "th" : "td", cell.tone()).text(cell.text()));
            }
            rows.add(row);
        }
        return Tag.of("div", "scroll").add(rows);
    }

    private static Tag toned(String name, Tone tone) {
        return tone == Tone.PLAIN ? Tag.of(name) : Tag.of(name, tone.name().toLowerCase(Locale.ROOT));
    }
}

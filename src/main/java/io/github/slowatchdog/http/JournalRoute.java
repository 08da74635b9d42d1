package io.github.slowatchdog.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /api/v1/journal}: the entries of the journal, page by page. Confined to the server's event loop. */
final class JournalRoute {

    private static final Logger LOG = LoggerFactory.getLogger(JournalRoute.class);
    private static final int USUAL = 100;
    private static final int MOST = 1000;
    private static final int MOST_BYTES = 256 * 1024;
    private static final Entries.Page NOTHING_YET = new Entries.Page(List.of(), 0, 0, false, List.of());

    private final Shelf shelf;

    JournalRoute(Shelf shelf) {
        this.shelf = shelf;
    }

    void page(RoutingContext ctx) {
        HttpServerResponse response = ctx.response();
        Optional<Long> after = Numbers.query(ctx, "after", 0, 0, Long.MAX_VALUE);
        Optional<Long> limit = Numbers.query(ctx, "limit", USUAL, 1, MOST);
        if (after.isEmpty() || limit.isEmpty()) {
            Answers.error(response, 400, "bad_request", "after is the seq of an entry or 0, limit is 1 to " + MOST);
        } else if (!shelf.isThere()) {
            Answers.error(
                    response,
                    404,
                    "no_journal",
                    "no journal is configured; with journal: {path: DIRECTORY} there would be one");
        } else {
            shelf.after(after.get(), limit.get().intValue(), MOST_BYTES).onComplete(read -> {
                if (read.succeeded()) {
                    tell(ctx, after.get(), read.result().orElse(NOTHING_YET));
                } else {
                    fail(response, read.cause());
                }
            });
        }
    }

    private static void tell(RoutingContext ctx, long after, Entries.Page page) {
        JsonArray flaws = new JsonArray(page.flaws().stream()
                .map(flaw -> new JsonObject().put("seq", flaw.seq()).put("what", flaw.what()))
                .toList());
        // the entries as they stand in the file, so that their hashes can be checked
        Buffer body = Buffer.buffer("{\"entries\":[");
        String comma = "";
        for (Entries.Entry entry : page.entries()) {
            body.appendString(comma).appendString(entry.json());
            comma = ",\n";
        }
        body.appendString("],\"next\":" + Math.max(after, page.next()))
                .appendString(",\"more\":" + page.more())
                .appendString(",\"first\":" + page.first())
                .appendString(",\"flaws\":" + flaws.encode())
                .appendString("}\n");
        Answers.tagged(ctx, body);
    }

    static void fail(HttpServerResponse response, Throwable why) {
        if (why instanceof Shelf.BusyException) {
            response.putHeader("Retry-After", "1");
            Answers.error(response, 503, "journal_busy", why.getMessage() + "; ask again");
        } else {
            LOG.warn("journal cannot be read: {}", why.toString());
            Answers.error(response, 503, "journal_unreadable", "the journal cannot be read now; the log says why");
        }
    }
}

package io.github.slowatchdog.http;

import io.github.slowatchdog.watch.Board;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET /api/v1/objectives}: all of them, or a page of them. A long answer is written piece by piece, each objective as it stands
 * when it is written: so neither many objectives nor a client that takes them slowly hold more than a piece in memory, nor a Board of
 * before. Confined to the server's event loop.
 */
final class ObjectivesRoute {

    private static final long MOST = 100_000;

    private final Api api;

    ObjectivesRoute(Api api) {
        this.api = api;
    }

    void list(RoutingContext ctx) {
        HttpServerResponse response = ctx.response();
        Optional<Long> limit = Numbers.query(ctx, "limit", MOST, 1, MOST);
        List<String> after = ctx.queryParam("after");
        if (limit.isEmpty() || after.size() > 1) {
            Answers.error(
                    response, 400, "bad_request", "limit is 1 to " + MOST + ", after is the name of one objective");
            return;
        }
        List<String> names = names(api.sight());
        int from = after.isEmpty() ? 0 : names.indexOf(after.get(0)) + 1;
        if (!after.isEmpty() && from == 0) {
            Answers.error(
                    response,
                    404,
                    "no_such_objective",
                    "after is the name of an objective, and there is none of this name; begin anew without it");
            return;
        }
        int to = (int) Math.min(names.size(), from + limit.orElse(MOST));
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8");
        // the rows that a page has not are told of by the name to go on with
        Optional<String> next = to < names.size() && to > 0 ? Optional.of(names.get(to - 1)) : Optional.empty();
        new PagePieces(ctx, response, new Pieces(api::sight, names, from, to, next))
                .write(whole -> Answers.tagged(ctx, whole));
    }

    private static List<String> names(Api.Sight sight) {
        return sight.board().objectives().stream()
                .map(view -> view.objective().name())
                .toList();
    }

    /** The answer, some objectives at a time. */
    private static final class Pieces implements Iterator<byte[]> {

        private static final int AT_ONCE = 100;

        private final Supplier<Api.Sight> sights;
        private final List<String> names;
        private final int to;
        private final Optional<String> next;
        private int at;
        private String separator = "{\"objectives\":[";
        private boolean ended;

        Pieces(Supplier<Api.Sight> sights, List<String> names, int from, int to, Optional<String> next) {
            this.sights = sights;
            this.names = names;
            this.at = from;
            this.to = to;
            this.next = next;
        }

        @Override
        public boolean hasNext() {
            return !ended;
        }

        @Override
        public byte[] next() {
            if (ended) {
                throw new NoSuchElementException();
            }
            StringBuilder text = new StringBuilder();
            Api.Sight sight = sights.get();
            for (int end = Math.min(to, at + AT_ONCE); at < end; at++) {
                add(text, sight.board().objectives(), sight.now());
            }
            if (at == to) {
                ended = true;
                text.append(separator.length() > 2 ? separator : "")
                        .append("],\"next\":")
                        .append(Json.encode(next.orElse(null)))
                        .append("}\n");
            }
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }

        /** One that a reload has taken away meanwhile is left out. */
        private void add(StringBuilder text, List<Board.ObjectiveView> views, Instant now) {
            if (at < views.size() && views.get(at).objective().name().equals(names.get(at))) {
                text.append(separator)
                        .append(ObjectiveJson.brief(views.get(at), now).encode());
                separator = ",\n";
            }
        }
    }
}

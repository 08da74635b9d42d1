package io.github.slowatchdog.redis;

import io.github.slowatchdog.stop.Standing;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The word that a running watchdog leaves, as JSON. */
final class StandingText {

    private StandingText() {}

    static Content encoded(Standing standing) {
        JsonObject json = new JsonObject().put("blockers", new JsonArray(standing.blockers()));
        standing.orderId().ifPresent(id -> json.put("order_id", id));
        standing.greenSince().ifPresent(since -> json.put("green_since", since.toString()));
        return Content.text(json.encode());
    }

    /** Empty if there is no word. A word that cannot be understood is one that blocks: somebody is watching. */
    static Optional<Standing> parse(Content content) {
        if (content.kind() == Content.Kind.ABSENT) {
            return Optional.empty();
        }
        try {
            JsonObject json = new JsonObject(content.text().orElse(""));
            Optional<JsonArray> blockers = Optional.ofNullable(json.getJsonArray("blockers"));
            if (blockers.isPresent()) {
                return Optional.of(new Standing(
                        Optional.ofNullable(json.getString("order_id")),
                        blockers.get().stream().map(String::valueOf).toList(),
                        Optional.ofNullable(json.getString("green_since")).map(Instant::parse)));
            }
        } catch (DecodeException | ClassCastException | DateTimeException e) {
            // told below
        }
        return Optional.of(new Standing(
                Optional.empty(),
                List.of("unknown (the word that the watchdog left cannot be read)"),
                Optional.empty()));
    }
}

package io.github.slowatchdog.redis;

import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopOrder;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the order key holds: the newest order, and its release once there is one. Releases of earlier orders are kept too,
 * so that a watchdog that was away does not bring back an order that is over.
 *
 * @param earlier newest first, bounded
 * @param lastDrill when the last drill ended well
 */
record OrderRecord(
        Optional<StopOrder> order, Optional<Release> release, List<Release> earlier, Optional<Instant> lastDrill) {

    static final OrderRecord NONE = new OrderRecord(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    private static final int EARLIER_KEPT = 16;

    OrderRecord {
        earlier = List.copyOf(earlier);
    }

    /** The order that nobody has released yet. */
    Optional<StopOrder> inForce() {
        return release.isPresent() ? Optional.empty() : order;
    }

    /** The order in force that another one must leave alone: any but a drill that a real one takes the place of. */
    Optional<StopOrder> inForceBefore(StopOrder other) {
        return inForce().filter(one -> !one.givesWay() || other.givesWay());
    }

    Optional<Release> releaseOf(String orderId) {
        return Stream.concat(release.stream(), earlier.stream())
                .filter(one -> one.orderId().equals(orderId))
                .findFirst();
    }

    OrderRecord ordered(StopOrder next) {
        List<Release> past = Stream.concat(release.stream(), earlier.stream())
                .limit(EARLIER_KEPT)
                .toList();
        return new OrderRecord(Optional.of(next), Optional.empty(), past, lastDrill);
    }

    OrderRecord released(Release by) {
        return new OrderRecord(order, Optional.of(by), earlier, lastDrill);
    }

    /** The same, of a drill that ended well. */
    OrderRecord drilled(Release by) {
        return new OrderRecord(order, Optional.of(by), earlier, Optional.of(by.at()));
    }

    /** {@link #NONE} for an absent key and for anything that is not such a record: it must never hinder a stop. */
    static OrderRecord parse(Content content) {
        try {
            return content.text().map(JsonObject::new).map(OrderRecord::decoded).orElse(NONE);
        } catch (DecodeException | ClassCastException | DateTimeException | IllegalArgumentException e) {
            return NONE;
        }
    }

    Content encoded() {
        JsonObject json = new JsonObject();
        order.ifPresent(one -> json.put("order", encoded(one)));
        release.ifPresent(one -> json.put("release", encoded(one)));
        if (!earlier.isEmpty()) {
            json.put(
                    "earlier",
                    new JsonArray(earlier.stream().map(OrderRecord::encoded).toList()));
        }
        lastDrill.ifPresent(at -> json.put("last_drill", at.toString()));
        return Content.text(json.encode());
    }

    private static OrderRecord decoded(JsonObject json) {
        List<Release> earlier = new ArrayList<>();
        Optional.ofNullable(json.getJsonArray("earlier"))
                .ifPresent(all ->
                        all.stream().filter(Objects::nonNull).forEach(one -> earlier.add(release((JsonObject) one))));
        return new OrderRecord(
                Optional.ofNullable(json.getJsonObject("order")).map(OrderRecord::order),
                Optional.ofNullable(json.getJsonObject("release")).map(OrderRecord::release),
                earlier,
                Optional.ofNullable(json.getString("last_drill")).map(Instant::parse));
    }

    private static JsonObject encoded(StopOrder order) {
        return new JsonObject()
                .put("id", order.id())
                .put("cause", order.cause().word())
                .put("slo", order.slo())
                .put("reason", order.reason())
                .put("at", order.at().toString())
                .put("by", order.by());
    }

    private static StopOrder order(JsonObject json) {
        // a newer watchdog may know causes that we do not: its order is in force all the same
        String word = text(json, "cause").toUpperCase(Locale.ROOT);
        Cause cause = Arrays.stream(Cause.values())
                .filter(one -> one.name().equals(word))
                .findFirst()
                .orElse(Cause.MANUAL);
        return new StopOrder(
                required(json, "id"),
                cause,
                text(json, "slo"),
                text(json, "reason"),
                Instant.parse(required(json, "at")),
                text(json, "by"));
    }

    private static JsonObject encoded(Release release) {
        return new JsonObject()
                .put("order_id", release.orderId())
                .put("by", release.by())
                .put("reason", release.reason())
                .put("at", release.at().toString())
                .put("forced", release.forced());
    }

    private static Release release(JsonObject json) {
        return new Release(
                required(json, "order_id"),
                text(json, "by"),
                text(json, "reason"),
                Instant.parse(required(json, "at")),
                Boolean.TRUE.equals(json.getBoolean("forced")));
    }

    /** Empty where there is none, or null. */
    private static String text(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name)).orElse("");
    }

    private static String required(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }
}

package io.github.slowatchdog.page;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that happened, as the page tells of it.
 *
 * @param what in a few words
 * @param slo the objective that it is about; empty if it is about none
 * @param why a sentence, or what else is known of it; may be empty
 * @param detail what was asked and what came of it; may be empty
 * @param lasting whether it must not be pushed out by what happens often: a stop, a release, the end of a soak, a start
 */
public record Happening(Instant at, Tone tone, String what, String slo, String why, String detail, boolean lasting) {

    private static final int LONGEST = 500;
    private static final String CHANGED = "verdict changed";
    /** What says nothing that a reader of the page does not see anyway. */
    private static final Set<String> UNREMARKABLE =
            Set.of("soak progress", "config loaded", "lease taken", "stop replicated", "stop sent");

    private static final Set<String> DECIDED = Set.of("stop ordered", "stop adopted", "stop resumed");
    private static final Set<String> BAD = Set.of("breach", "blind", "fail");
    private static final Set<String> GOOD = Set.of("pass", "idle");

    /**
     * What is told of an event of the loop or of the journal.
     *
     * @param name of the event
     * @param data of it; may be anything
     * @return empty for what is not worth a line
     */
    public static Optional<Happening> of(Instant at, String name, Map<String, Object> data) {
        if (UNREMARKABLE.contains(name)) {
            return Optional.empty();
        }
        if (name.equals(CHANGED)) {
            // everything begins with waiting, and a thousand objectives begin at once
            boolean begins = text(data, "from").equals("waiting") && GOOD.contains(text(data, "to"));
            return begins ? Optional.empty() : Optional.of(changed(at, data));
        }
        boolean lasting = name.startsWith("stop ")
                || name.equals("released")
                || name.equals("soak ended")
                || name.equals("soak restarted")
                || name.equals("start")
                || name.equals("shutdown")
                || name.equals("phase");
        return Optional.of(new Happening(at, tone(name, data), what(name, data), "", why(name, data), "", lasting));
    }

    private static Happening changed(Instant at, Map<String, Object> data) {
        String to = text(data, "to");
        Tone tone = GOOD.contains(to)
                ? Tone.GOOD
                : to.equals("breach") ? Tone.BAD : to.equals("blind") ? Tone.BLIND : Tone.WARN;
        String detail = Stream.of("lane", "query", "expected", "value", "series", "sample_at")
                .filter(key -> !text(data, key).isEmpty())
                .map(key -> key + ": " + text(data, key))
                .collect(Collectors.joining("\n"));
        return new Happening(
                at, tone, text(data, "from") + " → " + to, text(data, "slo"), text(data, "why"), detail, false);
    }

    private static String what(String name, Map<String, Object> data) {
        return switch (name) {
            case "released" ->
                "released by " + text(data, "by") + ("true".equals(text(data, "forced")) ? ", forced" : "");
            case "stop ordered", "stop adopted", "stop resumed" ->
                (text(data, "cause").equals("drill") ? "drill: " : "") + name + " by " + text(data, "by");
            case "soak ended" -> "soak ended: " + text(data, "verdict");
            case "start" -> "watchdog started";
            case "shutdown" -> "watchdog shut down";
            case "reload" -> "reload" + ("false".equals(text(data, "ok")) ? " refused" : "");
            default -> name;
        };
    }

    /** Why it was, and which order or what else belongs to it. */
    private static String why(String name, Map<String, Object> data) {
        // of the steps of a stop only the first says why, or it would be read four times
        boolean first = !name.startsWith("stop ") || DECIDED.contains(name);
        String reason = first ? text(data, "reason").isEmpty() ? text(data, "why") : text(data, "reason") : "";
        String order = text(data, "order").isEmpty() ? "" : "order " + text(data, "order");
        if (!reason.isEmpty() || !order.isEmpty()) {
            return reason + (reason.isEmpty() || order.isEmpty() ? "" : "; ") + order;
        }
        return cut(data.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof String || entry.getValue() instanceof Number)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ")));
    }

    private static Tone tone(String name, Map<String, Object> data) {
        if (name.startsWith("stop ") || name.startsWith("flag ") || name.equals("bug") || name.endsWith("failed")) {
            return name.equals("stop confirmed") ? Tone.CALM : Tone.BAD;
        }
        if (BAD.contains(text(data, "verdict"))) {
            return Tone.BAD;
        }
        return switch (name) {
            case "soak paused", "loop was stalled", "ticks missed", "soak restarted", "clock was set" -> Tone.WARN;
            case "soak ended" -> text(data, "verdict").equals("pass") ? Tone.GOOD : Tone.WARN;
            case "released", "soak resumed" -> Tone.GOOD;
            default -> Tone.CALM;
        };
    }

    private static String text(Map<String, Object> data, String key) {
        return cut(Objects.toString(data.get(key), ""));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}

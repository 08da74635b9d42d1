package io.github.slowatchdog.config;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import io.github.slowatchdog.slo.Access;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Selector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the indicator of an objective or requirement, and the nested mappings of each kind. */
final class Indicators {

    static final List<String> KINDS = List.of("expr", "count", "changes", "ratio", "gauge", "state", "probe");

    private static final List<String> WITH_WINDOW = List.of("count", "changes");

    private Indicators() {}

    /** Which indicator the mapping has; none or several are a problem. */
    static Optional<String> kind(Fields in) {
        Optional<String> kind = in.atMostOne(KINDS, "there is one indicator");
        return kind.isPresent()
                ? kind
                : in.wrong("no indicator is there", "add one of the keys " + String.join(", ", KINDS));
    }

    /** An indicator that is judged by itself. */
    static Optional<Indicator> read(Fields in, String kind) {
        return read(in, kind, Optional.empty());
    }

    /** @param soak the window of the soak in which it is judged; empty where nothing soaks */
    static Optional<Indicator> read(Fields in, String kind, Optional<Duration> soak) {
        Optional<Duration> window = in.knows("window") ? window(in, kind) : Optional.empty();
        return switch (kind) {
            case "expr" -> in.get(kind, Scalars::text).map(Indicator.Expr::new);
            case "count" -> in.get(kind, Scalars::selector).map(what -> new Indicator.Count(what, window));
            case "changes" -> in.get(kind, at -> changes(at, window));
            case "ratio" -> in.fields(kind, Section.RATIO).flatMap(ratio -> ratio(ratio, soak));
            case "gauge" -> in.get(kind, Scalars::selector).map(Indicator.Gauge::new);
            case "state" -> in.get(kind, Indicators::state);
            default -> in.get(kind, Indicators::probe);
        };
    }

    private static Optional<Duration> window(Fields in, String kind) {
        if (in.has("window") && !WITH_WINDOW.contains(kind)) {
            in.wrong(
                    "window",
                    "window does not go with " + kind,
                    kind.equals("ratio")
                            ? "put it into the mapping under ratio"
                            : "remove it; only count and changes have one");
        }
        return in.get("window", Scalars::duration);
    }

    private static Optional<Indicator> changes(Cursor at, Optional<Duration> window) {
        if (at.kind().equals("text")) {
            return Scalars.selector(at).map(what -> new Indicator.Changes(what, Optional.empty(), window));
        }
        return at.fields(Section.CHANGES).flatMap(in -> {
            Optional<Selector> selector = in.need("state", "vanta_exec_mode", Scalars::selector);
            Optional<String> label = in.need("label", "mode", Scalars::labelName);
            return selector.flatMap(what -> label.map(name -> new Indicator.Changes(what, Optional.of(name), window)));
        });
    }

    private static Optional<Indicator> ratio(Fields in, Optional<Duration> soak) {
        Optional<Selector> bad = in.need("bad", "'vanta_http_requests_total{status=~\"5..\"}'", Scalars::selector);
        Optional<Selector> total = in.need("total", "vanta_http_requests_total", Scalars::selector);
        long minEvents = in.get("min_events", Scalars::atLeastOne, 1L);
        if (bad.isPresent() && bad.equals(total)) {
            in.wrong("bad", "bad and total are the same selector", "let bad match only the bad events");
        }
        if (in.has("burn")) {
            return BurnSection.read(in, bad, total, minEvents, soak);
        }
        Optional<Duration> window = in.need("window", "5m", Scalars::duration);
        return bad.flatMap(
                some -> total.flatMap(all -> window.map(length -> new Indicator.Ratio(some, all, length, minEvents))));
    }

    static Optional<Indicator> state(Cursor at) {
        return labelled(at, Section.STATE, "vanta_exec_mode", "mode").map(state -> state);
    }

    /** A metric and the label of it whose value is meant. */
    static Optional<Indicator.State> labelled(Cursor at, Section section, String metric, String label) {
        return at.fields(section).flatMap(in -> {
            Optional<Selector> selector = in.need("metric", metric, Scalars::selector);
            Optional<String> name = in.need("label", label, Scalars::labelName);
            return selector.flatMap(what -> name.map(which -> new Indicator.State(what, which)));
        });
    }

    static Optional<Indicator> probe(Cursor at) {
        return probed(at).map(probe -> probe);
    }

    static Optional<Indicator.Probe> probed(Cursor at) {
        return at.fields(Section.PROBE).flatMap(in -> {
            Optional<URI> url = in.need("url", "http://localhost:8090/v1/status", Addresses::url);
            Optional<String> json = in.need("json", "$.mode", Indicators::jsonPath);
            Duration timeout = in.get("timeout", Scalars::duration, Duration.ofSeconds(2));
            Settings.HttpClient client = HttpClientKeys.read(in, "url", url);
            // of thousands of probes most have none
            Access access = client.equals(Settings.HttpClient.PLAIN) ? Access.PLAIN : client;
            return url.flatMap(address -> json.map(path -> new Indicator.Probe(address, path, timeout, access)));
        });
    }

    private static Optional<String> jsonPath(Cursor at) {
        return at.text().flatMap(text -> jsonPath(text, at.shown(), at));
    }

    /**
     * A text as a JSONPath. Without {@code =~}: the library takes Java's regular expressions, which may take for ever on what a page
     * says.
     *
     * @param shown the text as it may be shown
     */
    static Optional<String> jsonPath(String text, String shown, Cursor at) {
        if (!isJsonPath(text)) {
            return at.wrong(shown + " is not a JSONPath", "write for example $.mode or $.bots[0].state");
        }
        return text.contains("=~")
                ? at.wrong(
                        shown + " has a filter with =~, whose time nothing bounds",
                        "choose the value without it, and match it with expect: \"=~ REGEX\"")
                : Optional.of(text);
    }

    private static boolean isJsonPath(String text) {
        try {
            JsonPath.compile(text);
            return text.startsWith("$");
        } catch (InvalidPathException | IllegalArgumentException | StackOverflowError e) {
            return false;
        }
    }
}

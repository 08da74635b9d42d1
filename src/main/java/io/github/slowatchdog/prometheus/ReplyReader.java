package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.slo.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Makes of an HTTP answer what it says: data, or why there is none. */
final class ReplyReader {

    /**
     * Sent by VictoriaMetrics only. It shows the markers that end a series as NaN among raw samples, where Prometheus leaves them
     * out; and since it does not store any other NaN, each NaN of its samples is such a marker.
     */
    private static final String VICTORIA_METRICS = "X-Server-Hostname";

    private ReplyReader() {}

    static Reply read(Answer.Ok ok, URI url) {
        byte[] body = ok.body().getBytes();
        try {
            QueryResponse response = ResponseParser.parse(body, ok.headers().contains(VICTORIA_METRICS));
            if (response instanceof QueryResponse.Refused refused) {
                return new Reply.Failed(Reason.ERROR, status(ok) + refused(refused), fault(ok, refused));
            }
            if (ok.isSuccess() && response instanceof QueryResponse.Success success) {
                return new Reply.Data(success.data(), success.partial());
            }
        } catch (MalformedAnswer e) {
            if (ok.isSuccess()) {
                return new Reply.Failed(
                        Reason.MALFORMED,
                        "not an answer of the query API: " + Excerpt.of(String.valueOf(e.getMessage()), Excerpt.MESSAGE)
                                + quoted(body) + (html(ok) ? "; is prometheus.url right?" : ""),
                        Reply.Fault.QUESTION);
            }
        }
        return new Reply.Failed(Reason.ERROR, status(ok) + hint(ok, url) + quoted(body), fault(ok));
    }

    private static Reply.Fault fault(Answer.Ok ok, QueryResponse.Refused refused) {
        return ok.status() == 429
                ? Reply.Fault.SERVER
                : refused.errorType().equals("timeout") ? Reply.Fault.LATE : Reply.Fault.QUESTION;
    }

    /** Of a page that is not the API's: a proxy that lets nobody through says so to each. */
    private static Reply.Fault fault(Answer.Ok ok) {
        return switch (ok.status()) {
            case 301, 302, 303, 307, 308, 401, 404, 405, 429, 502, 503, 504 -> Reply.Fault.SERVER;
            default -> Reply.Fault.QUESTION;
        };
    }

    private static String refused(QueryResponse.Refused refused) {
        String type = Excerpt.of(refused.errorType(), 40);
        return (type.isEmpty() ? "error" : type) + ": " + Excerpt.of(refused.error(), Excerpt.MESSAGE);
    }

    private static String status(Answer.Ok ok) {
        return ok.isSuccess() ? "" : "HTTP " + ok.status() + " ";
    }

    private static String hint(Answer.Ok ok, URI url) {
        return switch (ok.status()) {
            case 401, 403 -> "(see basic_auth, authorization and headers of prometheus)";
            case 404, 405 -> "from " + url.getPath() + " (has prometheus.url the right path prefix?)";
            case 301, 302, 303, 307, 308 -> "(redirects are not followed; set prometheus.url to where it leads)";
            case 429 -> "(too many requests)";
            default -> "";
        };
    }

    private static boolean html(Answer.Ok ok) {
        String type = ok.headers().get("Content-Type");
        return type != null && type.contains("html");
    }

    private static String quoted(byte[] body) {
        String head = new String(body, 0, Math.min(body.length, Excerpt.BODY * 4), StandardCharsets.UTF_8);
        return body.length == 0 ? " (empty body)" : ": " + Excerpt.of(head, Excerpt.BODY);
    }
}

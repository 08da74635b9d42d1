package io.github.slowatchdog.http;

import io.github.slowatchdog.metrics.MetricsPage;
import io.vertx.ext.web.MIMEHeader;
import java.util.List;

/** Which format a client of /metrics gets. */
final class Negotiation {

    private Negotiation() {}

    /**
     * The first format that we have, in the order of the client's weights. Whoever asks only for what there is not, such as
     * protobuf, gets text: an answer that can be read beats 406.
     *
     * @param accept the Accept header, best first
     */
    static MetricsPage.Format format(List<MIMEHeader> accept) {
        for (MIMEHeader type : accept) {
            String name = type.component() + "/" + type.subComponent();
            if (type.weight() > 0 && name.equalsIgnoreCase("application/openmetrics-text")) {
                return MetricsPage.Format.OPEN_METRICS;
            } else if (type.weight() > 0 && (name.startsWith("text/") || name.equals("*/*"))) {
                return MetricsPage.Format.TEXT;
            }
        }
        return MetricsPage.Format.TEXT;
    }
}

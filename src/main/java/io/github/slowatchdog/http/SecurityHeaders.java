package io.github.slowatchdog.http;

import io.vertx.core.http.HttpServerResponse;

/** What every answer tells a browser that it must not do with it. */
final class SecurityHeaders {

    /** For what is no page: nothing is loaded, and nobody shows it in a frame. */
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    /** For pages of our own: their scripts, styles and pictures are files of ours, and none stands in the page itself. */
    static final String PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    /** Nothing here is meant for a browser's page, let alone somebody else's; what is a page says so itself. */
    static void addTo(HttpServerResponse response) {
        response.putHeader("Content-Security-Policy", NOTHING)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    /** This one is a page. */
    static void page(HttpServerResponse response) {
        response.putHeader("Content-Security-Policy", PAGE).putHeader("Cross-Origin-Opener-Policy", "same-origin");
    }
}

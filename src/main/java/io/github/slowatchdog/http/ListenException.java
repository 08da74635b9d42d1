package io.github.slowatchdog.http;

import io.vertx.core.VertxException;

/** The address to listen on cannot be had, or cannot be served as it should be. The message says what, why, and how to fix it. */
public final class ListenException extends VertxException {

    private static final long serialVersionUID = 1L;

    /** Why it cannot be had. */
    public enum Why {
        /** Another process listens there. */
        IN_USE,
        /** The operating system does not allow it, as for ports below 1024. */
        NOT_ALLOWED,
        /** The host name is not known. */
        UNKNOWN_HOST,
        /** The address is not one of this machine. */
        NOT_LOCAL,
        /** A certificate or its key cannot be used. */
        CERTIFICATE,
        /** Anything else the operating system said. */
        OTHER
    }

    private final Why why;

    ListenException(Why why, String message, Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }

    static ListenException of(String host, int port, Throwable cause) {
        Why why = why(cause);
        String fix = switch (why) {
            case IN_USE ->
                "another process listens there; end it (ss -ltnp shows it), or set http.listen to a free port";
            case NOT_ALLOWED -> "this user may not listen there; set http.listen to a port of 1024 or above";
            case UNKNOWN_HOST -> "the host name is not known; set http.listen to an address of this machine";
            case NOT_LOCAL ->
                "this machine does not have that address; set http.listen to one that it has, such as 127.0.0.1"
                        + " or 0.0.0.0";
            case CERTIFICATE, OTHER -> cause.getMessage() + "; set http.listen to another address";
        };
        String address = host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
        return new ListenException(why, "cannot listen on " + address + ": " + fix, cause);
    }

    static ListenException tls(java.io.IOException cause) {
        String message = "http.tls_config: " + cause.getMessage() + "; name a certificate and its key in PEM format";
        return new ListenException(Why.CERTIFICATE, message, cause);
    }

    private static Why why(Throwable cause) {
        for (Throwable e = cause; e != null; e = e.getCause()) {
            String text = String.valueOf(e.getMessage());
            if (e instanceof java.net.UnknownHostException
                    || e instanceof java.nio.channels.UnresolvedAddressException) {
                return Why.UNKNOWN_HOST;
            } else if (text.contains("Address already in use")) {
                return Why.IN_USE;
            } else if (text.contains("Permission denied")) {
                return Why.NOT_ALLOWED;
            } else if (text.contains("Cannot assign requested address")) {
                return Why.NOT_LOCAL;
            }
        }
        return Why.OTHER;
    }
}

package io.github.slowatchdog.client;

import io.netty.handler.codec.compression.DecompressionException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Tells from an exception what went wrong with a call, in words without secrets. */
record Diagnosis(Answer.Kind kind, String words) {

    /** Chains of causes are short; a longer one is a loop. */
    private static final int DEPTH = 8;

    static Diagnosis of(Throwable thrown) {
        if (thrown instanceof SSLException) {
            return new Diagnosis(Answer.Kind.TLS, "TLS: " + tls(thrown));
        }
        if (thrown instanceof UnknownHostException) {
            return new Diagnosis(Answer.Kind.REFUSED, "the host name is not known");
        }
        if (thrown instanceof NoRouteToHostException) {
            return new Diagnosis(Answer.Kind.REFUSED, "there is no route to the host");
        }
        if (thrown instanceof io.netty.channel.ConnectTimeoutException || thrown instanceof TimeoutException) {
            return new Diagnosis(Answer.Kind.TIMEOUT, "no connection before the deadline");
        }
        if (thrown instanceof ConnectException) {
            return new Diagnosis(Answer.Kind.REFUSED, "the connection was refused; nothing listens there");
        }
        if (thrown instanceof ConnectionPoolTooBusyException) {
            return new Diagnosis(Answer.Kind.TIMEOUT, "too many calls are waiting for a connection");
        }
        if (thrown instanceof HttpClosedException
                || thrown instanceof StreamResetException
                || thrown instanceof IOException) {
            return new Diagnosis(Answer.Kind.RESET, "the connection was closed before the answer was complete");
        }
        if (thrown instanceof DecompressionException) {
            return new Diagnosis(Answer.Kind.BROKEN, "the body is not what Content-Encoding says: " + line(thrown));
        }
        return new Diagnosis(Answer.Kind.BROKEN, "not an HTTP answer: " + line(thrown));
    }

    private static String tls(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < DEPTH && cause.getCause() != null; i++) {
            if (cause instanceof CertificateException) {
                break;
            }
            cause = cause.getCause();
        }
        return line(cause);
    }

    private static String line(Throwable thrown) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        String line = message.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > 160 ? line.substring(0, 160) + "..." : line;
    }
}

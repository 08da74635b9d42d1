package io.github.slowatchdog.client;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/** How a call ended. Both ways are data: a call never throws and its future never fails. */
public sealed interface Answer {

    /** From the call to its end, waiting for a free connection included. */
    Duration took();

    /**
     * A whole HTTP answer, whatever its status.
     *
     * @param body complete and decompressed; at most as many bytes as the call allowed
     */
    record Ok(int status, MultiMap headers, Buffer body, Duration took) implements Answer {

        /** Whether the status says success (2xx). */
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * No whole answer.
     *
     * @param detail one line for a person: what was called, and why it failed; without user info, query or secrets
     */
    record Failed(Kind kind, String detail, Duration took) implements Answer {}

    /** Why there is no answer. */
    enum Kind {
        /** Nobody listens there, or the host is not known or not reachable. */
        REFUSED,
        /** The connection ended before the answer did. */
        RESET,
        /** The answer was not complete at the deadline. */
        TIMEOUT,
        /** The body is larger than allowed. */
        OVERSIZED,
        /** The TLS handshake failed: a certificate that is not trusted, of another host, expired, or not there. */
        TLS,
        /** A file with a secret or a certificate cannot be read; nothing was sent. */
        CREDENTIALS,
        /** What came is not HTTP, or anything else that has no word of its own. */
        BROKEN
    }
}

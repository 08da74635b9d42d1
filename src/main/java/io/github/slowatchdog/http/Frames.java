package io.github.slowatchdog.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Collection;

/** Server-sent events as bytes (WHATWG HTML, section 9.2). Each is made once, for all who get it. */
final class Frames {

    /** How long a client waits before it comes again, in milliseconds. */
    static final Buffer RETRY = Buffer.buffer("retry: 2000\n\n");

    static final Buffer KEEP_ALIVE = Buffer.buffer(": keep-alive\n\n");

    private Frames() {}

    /** Has no id, so that what a client comes again with is always the seq of a journal's entry. */
    static Buffer status(JsonObject status) {
        return Buffer.buffer("event: status\ndata: ")
                .appendBuffer(status.toBuffer())
                .appendString("\n\n");
    }

    static Buffer journal(Collection<Entries.Entry> entries) {
        Buffer frames = Buffer.buffer();
        for (Entries.Entry entry : entries) {
            frames.appendString("event: journal\nid: ")
                    .appendString(Long.toString(entry.seq()))
                    .appendString("\ndata: ")
                    .appendString(line(entry.json()))
                    .appendString("\n\n");
        }
        return frames;
    }

    /** For a person who reads along; browsers do not show it to pages. */
    static Buffer comment(String text) {
        return Buffer.buffer(": " + line(text) + "\n\n");
    }

    /** In JSON a carriage return is nothing but space; here it would end the line. */
    private static String line(String text) {
        return text.replace('\r', ' ').replace('\n', ' ');
    }
}

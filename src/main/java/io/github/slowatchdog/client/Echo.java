package io.github.slowatchdog.client;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Takes our own credentials out of an answer that is an error: its text is quoted in messages, the log and the page, and there are
 * servers and proxies that say back what they were sent. An answer that is no error is left as it is, for it is what is judged.
 */
final class Echo {

    /** What is shorter is found everywhere, and is no secret. */
    private static final int SHORTEST = 4;

    private Echo() {}

    static Answer without(Collection<String> secrets, Answer answer) {
        if (!(answer instanceof Answer.Ok ok) || ok.isSuccess() || secrets.isEmpty()) {
            return answer;
        }
        // each byte one character: a body need not be text
        String body = ok.body().toString(StandardCharsets.ISO_8859_1);
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST) {
                byte[] sent = secret.getBytes(StandardCharsets.UTF_8);
                body = body.replace(new String(sent, StandardCharsets.ISO_8859_1), "<secret>");
            }
        }
        Buffer masked = Buffer.buffer(body.getBytes(StandardCharsets.ISO_8859_1));
        return new Answer.Ok(ok.status(), ok.headers(), masked, ok.took());
    }
}

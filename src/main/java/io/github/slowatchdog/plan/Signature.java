package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanStep.Hmac;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of a body, as webhooks have it (RFC 2104). */
final class Signature {

    private Signature() {}

    /** @throws IOException if the secret cannot be read, or is empty */
    static String of(Hmac hmac, byte[] body) throws IOException {
        String secret = hmac.secret().reveal();
        if (secret.isEmpty()) {
            throw new IOException("it is empty");
        }
        String name = "Hmac" + hmac.algorithm();
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), name));
            byte[] signature = mac.doFinal(body);
            return hmac.prefix()
                    + (hmac.encoding() == Hmac.Encoding.HEX
                            ? HexFormat.of().formatHex(signature)
                            : Base64.getEncoder().encodeToString(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }
}

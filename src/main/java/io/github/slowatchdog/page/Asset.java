package io.github.slowatchdog.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A file that the pages refer to: style, script, icons. Its address has the beginning of its digest, so that a browser may keep it for
 * ever and still never shows a page with the style of another version.
 *
 * @param content as text; all of them are
 * @param tag changes with the content
 */
public record Asset(String name, String contentType, String content, String tag) {

    private static final List<Asset> ALL = List.of(
            read("page.css", "text/css; charset=utf-8"),
            read("page.js", "text/javascript; charset=utf-8"),
            read("clear.svg", "image/svg+xml"),
            read("trouble.svg", "image/svg+xml"),
            read("stopped.svg", "image/svg+xml"));

    /** By its name; empty if there is none. */
    public static Optional<Asset> named(String name) {
        return ALL.stream().filter(asset -> asset.name().equals(name)).findFirst();
    }

    /** Where a page that lies this far below the root finds it. */
    static String address(String root, String name) {
        return root + "assets/" + name + "?v=" + named(name).map(Asset::tag).orElse("");
    }

    private static Asset read(String name, String contentType) {
        try (InputStream in = Asset.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + name);
            }
            String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Asset(name, contentType, content, digest(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String content) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)),
                            0,
                            8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

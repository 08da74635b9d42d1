package io.github.slowatchdog.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** A page of metrics as it is now; empty while nobody serves it. */
record SeriesPage(String text) {

    static SeriesPage at(URI page) {
        try (InputStream in = page.toURL().openStream()) {
            return new SeriesPage(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (ConnectException e) {
            return new SeriesPage("");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The sum of all series of this name whose labels hold all this. */
    double sum(String name, String... labels) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

package io.github.slowatchdog.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reports, letter by letter. Run with {@code -Dgolden=rewrite} to write them anew, and read the difference. */
final class Golden {

    private static final Path DIRECTORY = Path.of("src/test/resources/report");

    private Golden() {}

    /** @param texts by the name of the file that has what is expected */
    static void check(Map<String, String> texts) throws IOException {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path golden = DIRECTORY.resolve(text.getKey());
            if ("rewrite".equals(System.getProperty("golden"))) {
                Files.writeString(golden, text.getValue());
            }
            assertThat(text.getValue()).isEqualTo(Files.readString(golden));
        }
    }
}

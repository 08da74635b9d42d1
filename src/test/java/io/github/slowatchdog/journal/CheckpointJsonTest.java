package io.github.slowatchdog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slowatchdog.watch.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC 8: a checkpoint is read back as it was written, or not at all. */
class CheckpointJsonTest {

    private static final Checkpoint CHECKPOINT = Checkpoints.of("canary");

    private static String written() {
        return new String(CheckpointJson.encode(CHECKPOINT), StandardCharsets.US_ASCII);
    }

    @Test
    void isReadBackAsItWasWritten() {
        assertThat(read(written())).isEqualTo(CHECKPOINT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"version\":2 -> \"version\":1",
                "\"version\":2 -> \"version\":\"2\"",
                "{\"version\":2, -> {",
                "\"phase\":\"canary\", -> ",
                "\"phase\": -> \"more\":1,\"phase\":",
                "\"canary\" -> null",
                "\"canary\" -> 1",
                "\"PT47H\" -> \"47h\"",
                "\"BREACH\" -> \"BREECH\"",
                "\"Divided\" -> \"Multiplied\"",
                "\"breaches\":3000000000 -> \"breaches\":\"many\"",
                "\"events\":7.0 -> \"events\":\"seven\"",
                "\"objectives\":[ -> \"objectives\":[7,",
                "\"phase\":\"canary\" -> \"phase\":\"canary\",\"phase\":\"canary\"",
            })
    void whatIsNotWhatWasWrittenIsRefusedAndSaysWhere(String change) {
        String[] parts = change.split(" -> ", 2);
        assertThat(written()).contains(parts[0]);
        String changed = written().replaceFirst(Pattern.quote(parts[0]), parts[1]);
        assertThatThrownBy(() -> read(changed))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .containsAnyOf("Checkpoint", "version", "Duplicate", "BREECH");
    }

    @Test
    void tenThousandSeriesFit() {
        Checkpoint large = Checkpoints.of("canary", 5_000, 1);
        byte[] json = CheckpointJson.encode(large);
        assertThat(json.length).isLessThan(4 * 1024 * 1024);
        assertThat(CheckpointJson.decode(json)).isEqualTo(large);
    }

    private static Checkpoint read(String json) {
        return CheckpointJson.decode(json.getBytes(StandardCharsets.US_ASCII));
    }
}

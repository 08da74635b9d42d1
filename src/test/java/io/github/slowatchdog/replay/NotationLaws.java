package io.github.slowatchdog.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.ProblemLaws;
import io.github.slowatchdog.fuzz.ScratchFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What holds for whatever stands in a file that tests rules: it can be run, or each problem has its place. */
final class NotationLaws {

    /** Longer series only take longer. */
    private static final Pattern LONG = Pattern.compile("x\\d{4,}");

    private static final ScratchFile FILE = new ScratchFile("scenario.txt");

    private NotationLaws() {}

    static void series(String text) {
        if (LONG.matcher(text).find()) {
            return;
        }
        try {
            List<Notation.Item> items = Notation.items(text);
            assertThat(items).hasSizeLessThanOrEqualTo(Notation.MOST);
            assertThat(Notation.items(text)).isEqualTo(items);
            assertThat(items.isEmpty()).isEqualTo(text.isBlank() || text.chars().allMatch(Character::isWhitespace));
        } catch (Notation.Malformed e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.index()).isBetween(0, text.length());
        }
    }

    static void file(byte[] text) throws IOException {
        Path file = FILE.write(text);
        Scenario.Parsed parsed = Scenario.read(file, name -> Optional.empty());
        if (parsed instanceof Scenario.Parsed.Invalid invalid) {
            ProblemLaws.hold(invalid.problems(), "scenario.txt", text);
            Scenario.Parsed again = Scenario.read(file, name -> Optional.empty());
            assertThat(((Scenario.Parsed.Invalid) again).problems()).isEqualTo(invalid.problems());
        } else {
            Scenario scenario = ((Scenario.Parsed.Ok) parsed).scenario();
            assertThat(scenario.end()).isAfterOrEqualTo(scenario.begin());
            assertThat(scenario.groups()).isNotEmpty();
        }
    }
}

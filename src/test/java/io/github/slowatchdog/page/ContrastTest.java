package io.github.slowatchdog.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** WCAG 2.1 AA, computed from the style sheet: 4.5 for text, 3 for what is not text but says something. */
class ContrastTest {

    private static final Pattern VARIABLE = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});");
    private static final List<String> TEXTS = List.of("ink", "dim", "link", "good", "calm", "warn", "blind", "bad");
    private static final List<String> GROUNDS = List.of("paper", "panel");
    private static final List<String> TONES = List.of("good", "calm", "warn", "blind", "bad");

    private static String css() {
        return Asset.named("page.css").orElseThrow().content();
    }

    private static Map<String, String> colours(String css) {
        Map<String, String> colours = new HashMap<>();
        VARIABLE.matcher(css).results().forEach(found -> colours.put(found.group(1), found.group(2)));
        return colours;
    }

    @Test
    void inBothSchemes() {
        int dark = css().indexOf("@media (prefers-color-scheme: dark)");
        int end = css().indexOf("* {", dark);
        Map<String, String> light = colours(css().substring(0, dark));
        Map<String, String> night = colours(css().substring(dark, end));
        assertThat(night.keySet()).isEqualTo(light.keySet());
        assertThat(tooWeak(light)).as("light").isEmpty();
        assertThat(tooWeak(night)).as("dark").isEmpty();
    }

    /** No other colours than those that are looked at here. */
    @Test
    void everyColourIsAVariable() {
        String rules = css().substring(css().indexOf("* {"));
        assertThat(Pattern.compile("#[0-9a-fA-F]{3,8}\\b(?![^{]*\\{)")
                        .matcher(rules)
                        .results()
                        .map(found -> found.group()))
                .isEmpty();
    }

    private static List<String> tooWeak(Map<String, String> colours) {
        List<String> weak = new ArrayList<>();
        TEXTS.forEach(text -> GROUNDS.forEach(ground -> need(colours, text, ground, 4.5, weak)));
        TONES.forEach(tone -> need(colours, tone, tone + "-ground", 4.5, weak));
        need(colours, "ink", "calm-ground", 4.5, weak);
        need(colours, "ink", "button", 4.5, weak);
        need(colours, "on-alarm", "alarm", 4.5, weak);
        need(colours, "dim", "button", 3, weak);
        TONES.forEach(tone -> need(colours, tone, "left", 3, weak));
        return weak;
    }

    private static void need(Map<String, String> colours, String text, String ground, double least, List<String> weak) {
        double one = luminance(Objects.requireNonNull(colours.get(text)));
        double other = luminance(Objects.requireNonNull(colours.get(ground)));
        double contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        if (contrast < least) {
            weak.add(String.format("%s on %s: %.2f, %.1f is needed", text, ground, contrast, least));
        }
    }

    private static double luminance(String rgb) {
        double[] parts = new double[3];
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(rgb, 2 * i, 2 * i + 2, 16) / 255.0;
            parts[i] = part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }
}

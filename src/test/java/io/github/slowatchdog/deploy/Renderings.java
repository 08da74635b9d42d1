package io.github.slowatchdog.deploy;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The cases of {@code src/test/resources/helm}, each rendered once: alone, and as part of another chart that has it as a package. */
final class Renderings {

    private static final Path MIXIN = Path.of("mixin");

    static final Renderings NONE = new Renderings();

    private final Map<String, Rendering> cases = new LinkedHashMap<>();
    private Path mixin = MIXIN;

    private Renderings() {}

    static Renderings in(Path directory) throws IOException {
        Renderings all = new Renderings();
        Path chart = Chart.copy(directory.resolve("slo-watchdog"));
        all.mixin = addMixin(chart.resolve("files/mixin"));
        for (String name : new String[] {"default", "full", "own"}) {
            all.cases.put(name, Chart.render(chart, name));
        }
        // of the chart as it is: whether a package holds what its links lead to
        Path bot = Chart.copy(Chart.CASES.resolve("bot"), directory.resolve("bot"));
        new Helm(Chart.DIRECTORY)
                .packageIt()
                .withDestination(Files.createDirectories(bot.resolve("charts")))
                .call();
        for (String name : new String[] {"sidecar", "sidecar-plain"}) {
            all.cases.put(name, Chart.render(bot, name));
        }
        return all;
    }

    Map<String, Rendering> all() {
        return cases;
    }

    Rendering of(String name) {
        return Objects.requireNonNull(cases.get(name), name);
    }

    /** What the files of the mixin hold that the renderings were made with. */
    List<Object> mixinGroups() {
        return Stream.of("alerts.yaml", "recording.yaml")
                .map(mixin::resolve)
                .flatMap(file -> Rendering.list(Rendering.yaml(file), "groups").stream())
                .map(Object.class::cast)
                .toList();
    }

    /** The files of mixin/ where this checkout has them, otherwise something in their place. */
    private static Path addMixin(Path to) throws IOException {
        if (Files.exists(to)) {
            return to;
        }
        if (Files.exists(MIXIN)) {
            return Chart.copy(MIXIN, to);
        }
        Files.createDirectories(to.resolve("dashboards"));
        for (String file : new String[] {"alerts.yaml", "recording.yaml"}) {
            Files.writeString(to.resolve(file), "groups: [{name: " + file + ", rules: []}]\n");
        }
        Files.writeString(to.resolve("dashboards/slo-watchdog.json"), "{\"title\": \"{{ not of Helm }}\"}\n");
        return to;
    }
}

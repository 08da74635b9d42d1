package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Loads configurations of the test resources, with an environment of their own. */
final class Loading {

    static final Path RESOURCES = Path.of("src/test/resources");
    static final Map<String, String> ENVIRONMENT = Map.of("TENANT_TOKEN", "hunter2-tenant");

    private Loading() {}

    static Loaded load(Path file) {
        return load(file, Optional.empty(), ENVIRONMENT);
    }

    static Loaded load(Path file, Optional<String> phase, Map<String, String> environment) {
        return ConfigLoader.load(file, phase, name -> Optional.ofNullable(environment.get(name)));
    }

    static Settings settings(Path file) {
        return settings(load(file));
    }

    static Settings settings(Loaded loaded) {
        assertThat(loaded).isInstanceOf(Loaded.Ok.class);
        return ((Loaded.Ok) loaded).settings();
    }
}

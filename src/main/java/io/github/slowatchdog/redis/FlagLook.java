package io.github.slowatchdog.redis;

import io.github.slowatchdog.config.Settings;
import java.util.Optional;

/** Looks at the flag on the master, and changes nothing. For one thread; connects when it is first used. */
public final class FlagLook implements AutoCloseable {

    private final String key;
    private final Link link;

    private FlagLook(Settings.Redis settings) {
        this.key = settings.key();
        this.link = new Link(settings);
    }

    /** A look that has not connected yet. */
    public static FlagLook open(Settings.Redis settings) {
        return new FlagLook(settings);
    }

    /**
     * The flag as it is, whatever it is; empty if there is none.
     *
     * @throws RedisFailure if Redis cannot be asked
     */
    public Optional<String> flag() {
        return link.ask(on -> {
            Content flag = on.get(key);
            link.requireMaster(on, key);
            return Optional.of(flag.shown()).filter(shown -> flag.kind() != Content.Kind.ABSENT);
        });
    }

    @Override
    public void close() {
        link.close();
    }
}

package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Loaded;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks now and then whether the files of the configuration have other content: by reading them, since that follows every link as
 * it stands at the moment, however a ConfigMap was swapped. Confined to one thread.
 */
final class ConfigWatch {

    private final Supplier<Loaded> source;
    private final Supplier<String> settled;
    private final Consumer<Loaded> reload;
    private String known;
    private boolean broken;

    /**
     * @param settled hash of the configuration in force; empty text if the newest reading failed
     * @param reload is given each content once that is neither in force nor was tried before
     */
    ConfigWatch(Supplier<Loaded> source, Supplier<String> settled, Consumer<Loaded> reload) {
        this.source = source;
        this.settled = settled;
        this.reload = reload;
        this.known = settled.get();
    }

    /** One look. What does not load may be half of a swap: it is looked at once more before it is told. */
    void look() {
        Loaded now = source.get();
        boolean wasBroken = broken;
        broken = now instanceof Loaded.Invalid;
        String content = now instanceof Loaded.Ok ok ? ok.settings().hash() : now.toString();
        if (content.equals(settled.get())) {
            known = content;
        } else if (!content.equals(known) && (!broken || wasBroken)) {
            known = content;
            reload.accept(now);
        }
    }
}

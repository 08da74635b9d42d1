package io.github.slowatchdog.watch;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Does something in which a bug of ours may show, where all else has to go on. What one bad step throws is caught: an exception, a failed
 * assertion, a class that is missing (a jar that was replaced), recursion without end. What says that the process is at its end, such as
 * memory that is used up, is not.
 */
public final class Attempt {

    private Attempt() {}

    /** @param instead is done where the step breaks; must not break itself */
    public static void of(Runnable step, Consumer<Throwable> instead) {
        orElse(
                () -> {
                    step.run();
                    return true;
                },
                e -> {
                    instead.accept(e);
                    return false;
                });
    }

    /**
     * What the step comes to.
     *
     * @param instead tells it where the step breaks; must not break itself
     */
    public static <T> T orElse(Supplier<T> step, Function<Throwable, T> instead) {
        try {
            return step.get();
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            return instead.apply(e);
        }
    }
}

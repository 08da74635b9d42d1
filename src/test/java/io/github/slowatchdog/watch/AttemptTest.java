package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One bad step is survived; a process at its end is not. */
class AttemptTest {

    static List<Throwable> badSteps() {
        return List.of(
                new IllegalStateException("a bug"),
                new AssertionError("cannot be"),
                new NoClassDefFoundError("of a jar that was replaced"),
                new ExceptionInInitializerError("of a class"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("badSteps")
    void whatOneBadStepThrowsIsCaught(Throwable thrown) {
        Supplier<Optional<Throwable>> step = () -> {
            raise(thrown);
            return Optional.empty();
        };
        assertThat(Attempt.orElse(step, Optional::of)).containsSame(thrown);
        List<Throwable> caught = new ArrayList<>();
        Attempt.of(() -> raise(thrown), caught::add);
        assertThat(caught).containsExactly(thrown);
    }

    @Test
    void whatGoesWellIsNotDoneInstead() {
        List<Throwable> caught = new ArrayList<>();
        List<String> done = new ArrayList<>();
        Attempt.of(() -> done.add("step"), caught::add);
        assertThat(done).containsExactly("step");
        assertThat(caught).isEmpty();
        assertThat(Attempt.orElse(() -> "step", Throwable::toString)).isEqualTo("step");
    }

    @Test
    void theEndOfTheProcessIsNotHidden() {
        OutOfMemoryError end = new OutOfMemoryError("as if");
        assertThatThrownBy(() -> Attempt.of(() -> raise(end), e -> {})).isSameAs(end);
    }

    private static void raise(Throwable thrown) {
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        throw (Error) thrown;
    }
}

package io.github.slowatchdog.preflight;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Asks several things, each once. */
final class Each {

    private Each() {}

    /** Asks all at once, as a round of the watchdog does: what goes together is sent together. */
    static <T, R> Future<Map<T, R>> atOnce(Set<T> things, Function<T, Future<R>> question) {
        Map<T, Future<R>> asked = new LinkedHashMap<>();
        things.forEach(thing -> asked.put(thing, question.apply(thing)));
        return inTurn(things, asked::get);
    }

    /**
     * Asks one after the other: a check is in no hurry, and the deadline of a call begins before a connection is free.
     *
     * @return the answers by what was asked, in the same order
     */
    static <T, R> Future<Map<T, R>> inTurn(Set<T> things, Function<T, Future<R>> question) {
        return next(things.iterator(), question, new LinkedHashMap<>());
    }

    private static <T, R> Future<Map<T, R>> next(Iterator<T> rest, Function<T, Future<R>> question, Map<T, R> answers) {
        if (!rest.hasNext()) {
            return Future.succeededFuture(answers);
        }
        T thing = rest.next();
        return question.apply(thing).compose(answer -> {
            answers.put(thing, answer);
            return next(rest, question, answers);
        });
    }
}

package io.github.slowatchdog.preflight;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Asks one thing after the other: a check is in no hurry, and the deadline of a call begins before a connection is free. */
final class Each {

    private Each() {}

    /** The answers by what was asked, in the same order; each thing is asked once. */
    static <T, R> Future<Map<T, R>> of(Collection<T> things, Function<T, Future<R>> question) {
        return next(things.iterator(), question, new LinkedHashMap<>());
    }

    private static <T, R> Future<Map<T, R>> next(
            Iterator<T> rest, Function<T, Future<R>> question, Map<T, R> answers) {
        if (!rest.hasNext()) {
            return Future.succeededFuture(answers);
        }
        T thing = rest.next();
        if (answers.containsKey(thing)) {
            return next(rest, question, answers);
        }
        return question.apply(thing).compose(answer -> {
            answers.put(thing, answer);
            return next(rest, question, answers);
        });
    }
}

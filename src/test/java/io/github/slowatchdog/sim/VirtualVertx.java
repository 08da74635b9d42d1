package io.github.slowatchdog.sim;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** As much of Vert.x as the loop asks for, in virtual time and on the thread of the simulation; asked for more, it fails. */
final class VirtualVertx implements InvocationHandler {

    private final VirtualTime time;
    private final VirtualTime.Owner owner;
    private final Set<Long> timers = new HashSet<>();
    private final Context context = (Context)
            Proxy.newProxyInstance(Context.class.getClassLoader(), new Class<?>[] {Context.class}, this::onContext);
    private long numbers;

    private VirtualVertx(VirtualTime time, VirtualTime.Owner owner) {
        this.time = time;
        this.owner = owner;
    }

    /** The event loop of one process. */
    static Vertx of(VirtualTime time, VirtualTime.Owner owner) {
        return (Vertx) Proxy.newProxyInstance(
                Vertx.class.getClassLoader(), new Class<?>[] {Vertx.class}, new VirtualVertx(time, owner));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "getOrCreateContext" -> context;
            case "setTimer" -> timer((Long) given(arguments, 0), given(arguments, 1), false);
            case "setPeriodic" -> timer((Long) given(arguments, 0), given(arguments, 1), true);
            case "cancelTimer" -> timers.remove((Long) given(arguments, 0));
            case "hashCode" -> System.identityHashCode(this);
            default -> throw new UnsupportedOperationException("the simulation has no Vertx." + method.getName());
        };
    }

    private @Nullable Object onContext(Object proxy, Method method, Object @Nullable [] arguments) {
        if (!method.getName().equals("runOnContext")) {
            throw new UnsupportedOperationException("the simulation has no Context." + method.getName());
        }
        Handler<Void> step = handler(given(arguments, 0));
        time.after(0, owner, () -> step.handle(null));
        return null;
    }

    private static Object given(Object @Nullable [] arguments, int n) {
        if (arguments == null) {
            throw new IllegalArgumentException("nothing given");
        }
        return arguments[n];
    }

    @SuppressWarnings("unchecked")
    private static <T> Handler<T> handler(Object given) {
        return (Handler<T>) given;
    }

    private long timer(long millis, Object step, boolean again) {
        long number = numbers++;
        timers.add(number);
        arm(number, millis, handler(step), again);
        return number;
    }

    private void arm(long number, long millis, Handler<Long> step, boolean again) {
        time.after(millis * 1_000_000, owner, () -> {
            if (!timers.contains(number)) {
                return;
            }
            if (again) {
                arm(number, millis, step, true);
            } else {
                timers.remove(number);
            }
            step.handle(number);
        });
    }
}

package io.github.slowatchdog.cli;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP asks a server to read its configuration again. What nobody takes would end the process, so it is taken from the very
 * beginning; what came before there was anything to reload is carried out as soon as there is.
 */
final class Hangup {

    private static final String SIGNAL = "sun.misc.Signal";

    private boolean heeded;
    private boolean waiting;
    private Runnable step = () -> waiting = true;

    /** Takes the signal from now on. */
    static Hangup heed() {
        Hangup hangup = new Hangup();
        hangup.heeded = hangup.install();
        return hangup;
    }

    /** By reflection: there is no other API for signals, and the compiler warns of this one wherever it is named. */
    private boolean install() {
        try {
            Class<?> signal = Class.forName(SIGNAL);
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, call, given) -> {
                        return switch (call.getName()) {
                            case "handle" -> {
                                came();
                                yield null;
                            }
                            case "equals" -> Arrays.asList(given).contains(self);
                            case "hashCode" -> System.identityHashCode(self);
                            default -> "reload on SIGHUP";
                        };
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ours);
            return true;
        } catch (ReflectiveOperationException e) {
            // ignored by whoever has started us (nohup), or there is none on this system
            return false;
        }
    }

    private synchronized void came() {
        step.run();
    }

    /** From now on each signal does this, which must not take long; so does one that came before. */
    synchronized void then(Runnable reload) {
        if (!heeded) {
            LoggerFactory.getLogger(Hangup.class)
                    .warn(
                            "SIGHUP is ignored by whoever has started this process; reload by POST /-/reload or --watch-config");
        }
        step = reload;
        if (waiting) {
            waiting = false;
            reload.run();
        }
    }
}

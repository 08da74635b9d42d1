package io.github.slowatchdog.http;

import io.vertx.core.Future;
import java.util.List;

/** Reads the configuration again, and goes on by it if it may be used. */
public interface Reloading {

    /** Reads it now. Completes on any thread and never fails: trouble is an outcome. One after the other, however often it is asked. */
    Future<Outcome> reload();

    /** How it ended. */
    sealed interface Outcome {

        /**
         * The new configuration is in force.
         *
         * @param before hash of the one before
         * @param after hash of the one in force now
         * @param anew objectives that begin anew, since they are defined otherwise or are new
         * @param gone objectives that are watched no longer
         * @param needRestart keys that were changed and keep their old value until a restart
         */
        record Reloaded(String before, String after, List<String> anew, List<String> gone, List<String> needRestart)
                implements Outcome {
            public Reloaded {
                anew = List.copyOf(anew);
                gone = List.copyOf(gone);
                needRestart = List.copyOf(needRestart);
            }
        }

        /** The files must not be used; the configuration before stays in force. */
        record Invalid(List<String> problems) implements Outcome {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }

        /** The files are valid, and must not or cannot be used now; the configuration before stays in force. */
        record Refused(String code, String why) implements Outcome {}
    }
}

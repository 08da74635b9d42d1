package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Lane;
import java.time.Duration;

/** Where durations are counted; must be cheap and safe to call from any thread. */
public interface Timings {

    /** Counts nothing. */
    Timings NONE = new Timings() {
        @Override
        public void detected(String slo, Lane lane, Duration took) {
            // nobody looks
        }

        @Override
        public void stopWritten(String channel, Duration took) {
            // nobody looks
        }

        @Override
        public void stopConfirmed(Duration took) {
            // nobody looks
        }

        @Override
        public void sourceRequest(Lane lane, Duration took) {
            // nobody looks
        }
    };

    /** From the timestamp of the sample that showed the breach to the decision. */
    void detected(String slo, Lane lane, Duration took);

    /** From the decision to the flag written and read back. */
    void stopWritten(String channel, Duration took);

    /** From the decision to the proof that the bot obeys. */
    void stopConfirmed(Duration took);

    /** One request to the source of a lane. */
    void sourceRequest(Lane lane, Duration took);
}

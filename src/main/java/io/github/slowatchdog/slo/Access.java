package io.github.slowatchdog.slo;

/**
 * With what an address is asked: credentials, TLS. The core carries it from who reads the configuration to who asks, and knows nothing
 * of it; it is no part of what is measured, so another one leaves an objective what it was.
 */
public interface Access {

    /** As anybody may ask. */
    Access PLAIN = new Access() {
        @Override
        public String toString() {
            return "PLAIN";
        }
    };
}

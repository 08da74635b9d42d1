/**
 * Outgoing HTTP for the adapters: absolute deadline, byte limit, credentials, TLS. Knows nothing of what is asked.
 */
@NullMarked
package io.github.slowatchdog.client;

import org.jspecify.annotations.NullMarked;

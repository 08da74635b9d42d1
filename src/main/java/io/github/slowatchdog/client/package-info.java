/**
 * Outgoing HTTP for the adapters and plans: absolute deadline, byte limit, credentials, TLS; and what a JSONPath finds in an answer.
 * Knows nothing of what is asked.
 */
@NullMarked
package io.github.slowatchdog.client;

import org.jspecify.annotations.NullMarked;

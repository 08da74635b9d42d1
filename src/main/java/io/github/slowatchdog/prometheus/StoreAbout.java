package io.github.slowatchdog.prometheus;

import java.time.Duration;
import java.util.Optional;

/**
 * What a server says of itself; nothing of it is there on every server that speaks the API.
 *
 * @param failure why it cannot be asked at all; empty if it answers
 * @param version its version
 * @param retention how long it keeps samples
 * @param skew how far its clock surely is from ours, ahead being positive
 */
public record StoreAbout(
        Optional<String> failure, Optional<String> version, Optional<Duration> retention, Optional<Duration> skew) {}

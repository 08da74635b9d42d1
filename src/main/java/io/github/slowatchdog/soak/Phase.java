package io.github.slowatchdog.soak;

import java.util.Optional;

/**
 * A stage of the rollout, as far as the order of the stages is concerned (SPEC 6).
 *
 * @param after the phase that must have passed before; empty: none
 * @param namesBuild whether it says by which metric the bot's build is known ({@code restart_on_build})
 */
public record Phase(String name, Optional<String> after, boolean namesBuild) {}

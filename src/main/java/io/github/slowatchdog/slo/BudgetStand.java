package io.github.slowatchdog.slo;

import java.time.Duration;
import java.util.List;

/**
 * How an error budget stands.
 *
 * @param remaining the share of it that is left; below 0 where more is spent than there was
 * @param bad bad events since the soak began
 * @param all all events since the soak began
 * @param rates how fast it burns, the shortest window first
 */
public record BudgetStand(ErrorBudget budget, double remaining, double bad, double all, List<Rate> rates) {

    public BudgetStand {
        rates = List.copyOf(rates);
    }

    /**
     * How fast it burns in one window.
     *
     * @param burn 1: as fast as it may
     */
    public record Rate(Duration window, double burn) {}
}

package io.github.slowatchdog.alertmanager;

import java.util.Optional;

/**
 * How it has gone so far with one Alertmanager.
 *
 * @param url its address, without secrets
 * @param up whether the newest post was taken; empty before the first
 * @param sent alerts that were taken, each as often as it was sent
 * @param failed posts that were not taken
 */
public record Delivery(String url, Optional<Boolean> up, long sent, long failed) {

    Delivery taken(int alerts) {
        return new Delivery(url, Optional.of(true), sent + alerts, failed);
    }

    Delivery refused() {
        return new Delivery(url, Optional.of(false), sent, failed + 1);
    }
}

package io.github.slowatchdog.watch;

import io.github.slowatchdog.stop.ChannelReport;
import io.github.slowatchdog.stop.StopOrder;
import io.vertx.core.Future;

/**
 * A second way to stop the bot, which shares nothing with the flag. Futures never fail: trouble is a
 * {@link ChannelReport.Failed}. They may complete on any thread.
 */
public interface StopChannel {

    /** What it is called in metrics and messages, such as {@code http}. */
    String name();

    /** Tells the bot to stop, once. Safe to repeat. */
    Future<ChannelReport> fire(StopOrder order);

    Future<Void> close();
}

package io.github.slowatchdog.stop;

/** What became of one try to stop the bot over the second channel. */
public sealed interface ChannelReport {

    /** The bot said that it has taken the order. That it obeys is for the confirmation to show. */
    record Accepted() implements ChannelReport {}

    /**
     * It is not known that the bot has taken it.
     *
     * @param detail one line for a person, without secrets
     */
    record Failed(ChannelFailure failure, String detail) implements ChannelReport {}
}

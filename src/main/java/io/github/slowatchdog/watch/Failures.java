package io.github.slowatchdog.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What went wrong on one channel of the kill switch: each failure is counted, and told when it is another than the last. */
final class Failures {

    private final Loop loop;
    private final String channel;
    private final Map<String, Long> byReason = new LinkedHashMap<>();
    private Optional<String> last = Optional.empty();

    /** @param reasons all there are: each is there from the start */
    Failures(Loop loop, String channel, Stream<String> reasons) {
        this.loop = loop;
        this.channel = channel;
        reasons.forEach(reason -> byReason.put(reason, 0L));
    }

    Map<String, Long> byReason() {
        return Map.copyOf(byReason);
    }

    void count(String reason, String detail) {
        byReason.merge(reason, 1L, Long::sum);
        if (last.filter(reason::equals).isEmpty()) {
            last = Optional.of(reason);
            loop.tell(
                    Event.Level.ERROR,
                    "kill switch failed",
                    Map.of("channel", channel, "reason", reason, "detail", detail));
        }
    }

    /** It works; true if it did not before. */
    boolean end() {
        boolean failed = last.isPresent();
        last = Optional.empty();
        return failed;
    }
}

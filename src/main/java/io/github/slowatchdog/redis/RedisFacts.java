package io.github.slowatchdog.redis;

import io.github.slowatchdog.stop.SwitchFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What has been found out about the Redis that holds the flag.
 *
 * @param trouble why nothing could be found out; empty if the master was reached
 * @param write why the probe key could not be written and read back; empty if it could, or was not tried
 * @param flag why the flag itself could not be written; empty if it could, or was not tried
 * @param rename why a key could not be renamed; empty if it could, or was not tried
 * @param scripts whether scripts may be used
 * @param role whether the server tells its role
 * @param wayRound the master that the servers of the configuration have named instead of themselves
 * @param info of {@code INFO}, by key; empty if that is denied
 * @param skew how far its clock surely is from ours, ahead being positive; empty if it does not tell
 */
public record RedisFacts(
        Optional<Trouble> trouble,
        Optional<Trouble> write,
        Optional<Trouble> flag,
        Optional<Trouble> rename,
        boolean scripts,
        boolean role,
        Optional<String> wayRound,
        Map<String, String> info,
        Optional<Duration> skew) {

    public RedisFacts {
        info = Map.copyOf(info);
    }

    /**
     * Something that failed.
     *
     * @param code its reason code
     * @param detail in one line, without secrets
     */
    public record Trouble(SwitchFailure code, String detail) {
        static Trouble of(RedisFailure failure) {
            return new Trouble(failure.code(), failure.detail());
        }
    }

    static RedisFacts unknown(RedisFailure why) {
        return new RedisFacts(
                Optional.of(Trouble.of(why)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    /** A number of {@code INFO}; 0 where it is not told. */
    public long number(String key) {
        try {
            return Long.parseLong(info.getOrDefault(key, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

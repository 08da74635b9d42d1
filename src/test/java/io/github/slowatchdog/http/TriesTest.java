package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often orders may be tried; time is an argument. */
class TriesTest {

    private static final long START = 1;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Tries tries = new Tries(new Tries.Rate(25, 250, Duration.ofSeconds(25)));

    private int wrong(String address, int most, long now) {
        for (int i = 0; i < most; i++) {
            if (tries.take(address, now).isPresent()) {
                return i;
            }
            tries.wrong(address);
        }
        return most;
    }

    private int right(String address, int most, long now) {
        for (int i = 0; i < most; i++) {
            if (tries.take(address, now).isPresent()) {
                return i;
            }
            tries.right(address);
        }
        return most;
    }

    @Test
    void fiveWrongTokensAndThenOneEachFiveSeconds() {
        assertThat(wrong("guesser", 100, START)).isEqualTo(5);
        assertThat(tries.take("guesser", START)).contains(Duration.ofSeconds(1));
        assertThat(wrong("guesser", 100, START + SECOND)).isEqualTo(1);
        int guesses = 0;
        for (int second = 2; second <= 3600; second++) {
            guesses += wrong("guesser", 100, START + second * SECOND);
        }
        assertThat(guesses).isBetween(715, 721);
    }

    @Test
    void rightOrdersAreLimitedToo() {
        assertThat(right("operator", 100, START)).isEqualTo(25);
        assertThat(right("operator", 100, START + 2 * SECOND)).isEqualTo(2);
        assertThat(right("operator", 100, START + 3600 * SECOND)).isEqualTo(25);
    }

    @Test
    void whoGuessesHoldsUpNoOtherAddress() {
        wrong("guesser", 100, START);
        assertThat(right("operator", 1, START)).isEqualTo(1);
    }

    /** From ever new addresses; and whoever was right before is let through all the same. */
    @Test
    void allTogetherAreLimitedButForThoseWhoWereRight() {
        right("operator", 1, START);
        int let = 0;
        for (int i = 0; i < 1000; i++) {
            let += wrong("guesser " + i, 1, START);
        }
        assertThat(let).isBetween(245, 250);
        assertThat(tries.take("a newcomer", START)).isPresent();
        assertThat(tries.take("operator", START)).isEmpty();
        assertThat(tries.take("a newcomer", START + SECOND)).isEmpty();
    }

    @Test
    void ofIpv6ANetworkCountsAsOne() {
        assertThat(Tries.of(SocketAddress.inetSocketAddress(1, "192.0.2.7"))).isEqualTo("192.0.2.7");
        assertThat(Tries.of(SocketAddress.inetSocketAddress(1, "2001:db8:1:2::7")))
                .isEqualTo(Tries.of(SocketAddress.inetSocketAddress(1, "2001:db8:1:2:ffff::1")))
                .isNotEqualTo(Tries.of(SocketAddress.inetSocketAddress(1, "2001:db8:1:3::7")));
    }

    @Test
    void aDayLaterTheBucketIsNoFullerThanFull() {
        assertThat(tries.take("one", START)).isEqualTo(Optional.empty());
        assertThat(right("one", 1000, START + 86_400 * SECOND)).isEqualTo(25);
    }
}

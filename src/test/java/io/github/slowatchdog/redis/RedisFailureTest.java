package io.github.slowatchdog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.stop.SwitchFailure;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisFailureTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OOM command not allowed when used memory > 'maxmemory'.                                              | OOM
            OOM command not allowed when used memory > 'maxmemory'. script: 3fab, on @user_script:22.            | OOM
            ERR Error running script (call to f_3f): @user_script:22: @user_script: 22: -OOM command not allowed | OOM
            READONLY You can't write against a read only replica.                                                | READONLY
            ERR Error running script: @user_script: 2: -READONLY You can't write against a read only replica.    | READONLY
            MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.                     | READONLY
            NOREPLICAS Not enough good replicas to write.                                                        | NOREPLICAS
            MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.     | MISCONF
            NOAUTH Authentication required.                                                                      | NOAUTH
            WRONGPASS invalid username-password pair or user is disabled.                                        | WRONGPASS
            ERR invalid password                                                                                 | WRONGPASS
            ERR AUTH <password> called without any password configured for the default user. Are you sure?       | WRONGPASS
            ERR Client sent AUTH, but no password is set                                                         | WRONGPASS
            NOPERM this user has no permissions to run the 'set' command                                         | NOPERM
            ERR The user executing the script can't run this command or subcommand script: 3f, on @user_script:2 | NOPERM
            LOADING Redis is loading the dataset in memory                                                       | LOADING
            BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.               | BUSY
            UNKILLABLE Sorry the script already executed write commands against the dataset.                     | BUSY
            WRONGTYPE Operation against a key holding the wrong kind of value                                    | WRONGTYPE
            CLUSTERDOWN Hash slot not served                                                                     | CLUSTER
            MOVED 3999 127.0.0.1:6381                                                                            | CLUSTER
            ASK 3999 127.0.0.1:6381                                                                              | CLUSTER
            TRYAGAIN Multiple keys request during rehashing of slot                                              | CLUSTER
            CROSSSLOT Keys in request don't hash to the same slot                                                | CLUSTER
            ERR This instance has cluster support disabled                                                       | CLUSTER
            ERR max number of clients reached                                                                    | OTHER
            ERR unknown command 'EVAL'                                                                           | OTHER
            -                                                                                                    | OTHER
            """)
    void replies(String reply, SwitchFailure failure) {
        assertThat(RedisFailure.of(new JedisDataException(reply)).code()).isEqualTo(failure);
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), SwitchFailure.UNREACHABLE),
                Arguments.of(new UnknownHostException("redis"), SwitchFailure.UNREACHABLE),
                Arguments.of(new SocketTimeoutException("Read timed out"), SwitchFailure.TIMEOUT),
                Arguments.of(new SocketException("Connection reset"), SwitchFailure.RESET),
                Arguments.of(new SSLHandshakeException("bad certificate"), SwitchFailure.TLS),
                Arguments.of(
                        new SSLException("closed", new SocketTimeoutException("Read timed out")),
                        SwitchFailure.TIMEOUT),
                Arguments.of(new SSLException("closed", new SocketException("Broken pipe")), SwitchFailure.RESET));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void troublesOfTheConnection(Exception cause, SwitchFailure failure) {
        JedisConnectionException suppressing = new JedisConnectionException("Failed to connect to redis:6379.");
        suppressing.addSuppressed(cause);
        JedisClusterOperationException cluster = new JedisClusterOperationException("No reachable node in cluster.");
        cluster.addSuppressed(new JedisConnectionException(cause));

        assertThat(RedisFailure.of(new JedisConnectionException(cause)).code()).isEqualTo(failure);
        assertThat(RedisFailure.of(suppressing).code()).isEqualTo(failure);
        assertThat(RedisFailure.of(suppressing).detail()).contains("redis:6379");
        assertThat(RedisFailure.of(cluster).code()).isEqualTo(failure);
    }

    @Test
    void theRest() {
        assertThat(RedisFailure.of(new JedisConnectionException("Unexpected end of stream."))
                        .code())
                .isEqualTo(SwitchFailure.RESET);
        assertThat(RedisFailure.of(new JedisClusterOperationException("No more cluster attempts left."))
                        .code())
                .isEqualTo(SwitchFailure.CLUSTER);
        assertThat(RedisFailure.of(new IllegalStateException()).code()).isEqualTo(SwitchFailure.OTHER);
        RedisFailure ours = new RedisFailure(SwitchFailure.READBACK, "x");
        assertThat(RedisFailure.of(ours)).isSameAs(ours);
    }

    /** Old servers say the arguments of a command back that they do not know. */
    @Test
    void passwordsAreNotSaid() {
        String reply = "ERR unknown command 'AUTH', with args beginning with: 'dog' 's3cret' ";

        assertThat(RedisFailure.of(new JedisDataException(reply)).detail())
                .contains("unknown command 'AUTH'")
                .doesNotContain("s3cret");
        assertThat(RedisFailure.of(new JedisConnectionException("x", new JedisDataException(reply)))
                        .detail())
                .doesNotContain("s3cret");
        assertThat(RedisFailure.of(new JedisDataException("a\nb\r\n" + "c".repeat(1000)))
                        .detail())
                .doesNotContain("\n")
                .hasSizeLessThan(400);
    }
}

package io.github.slowatchdog.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SwitchFailureTest {

    /** SPEC 7.2: refused by a server that can be read. Of a user that may not write, what others may is not known. */
    @Test
    void whatAServerSaysToAnyWrite() {
        assertThat(Arrays.stream(SwitchFailure.values()).filter(SwitchFailure::isRefusal))
                .containsExactly(
                        SwitchFailure.OOM, SwitchFailure.READONLY, SwitchFailure.NOREPLICAS, SwitchFailure.MISCONF);
    }
}

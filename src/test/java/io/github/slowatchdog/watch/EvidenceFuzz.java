package io.github.slowatchdog.watch;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** What a lane may answer, tick by tick, made up by a fuzzer: is there ever a pass that nothing speaks for? {@code bench/fuzz} */
class EvidenceFuzz {

    @FuzzTest
    void pass(byte[] answers) {
        EvidenceLaws.pass(answers);
    }
}

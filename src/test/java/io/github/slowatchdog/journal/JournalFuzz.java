package io.github.slowatchdog.journal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Files in the journal's directory that a fuzzer makes up, or changes: {@code bench/fuzz}. */
class JournalFuzz {

    @FuzzTest
    void lines(byte[] file) throws IOException {
        JournalLaws.lines(file);
    }

    /** Lines whose hashes are right, with whatever between head and tail. */
    @FuzzTest
    void sealed(byte[] data) throws IOException {
        JournalLaws.sealed(data);
    }

    /** A journal that was written, and then changed. */
    @FuzzTest
    void changed(byte[] edits) throws IOException {
        JournalLaws.changed(edits);
    }

    @FuzzTest
    void checkpoint(byte[] state) throws IOException {
        CheckpointLaws.state(state);
    }

    /** A checkpoint that was written, and then changed. */
    @FuzzTest
    void changedCheckpoint(byte[] edits) throws IOException {
        CheckpointLaws.changed(edits);
    }
}

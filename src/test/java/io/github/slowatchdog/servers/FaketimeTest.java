package io.github.slowatchdog.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaketimeTest {

    @TempDir
    Path directory;

    private String put(String file) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.createFile(path).toString();
    }

    private String found(String architecture) {
        List<Path> roots = List.of(directory.resolve("lib"), directory.resolve("lib64"));
        return Faketime.library(roots, architecture).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "aarch64, lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
        "amd64, lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
        "amd64, lib/faketime/libfaketime.so.1",
        "amd64, lib64/faketime/libfaketimeMT.so.1",
        "riscv64, lib/riscv64-linux-gnu/faketime/libfaketime.so.1",
    })
    void isFoundWhereDistributionsPutIt(String architecture, String file) throws IOException {
        String there = put(file);
        assertThat(found(architecture)).isEqualTo(there);
    }

    @Test
    void ofThisArchitectureAndForThreadsFirst() throws IOException {
        put("lib/i386-linux-gnu/faketime/libfaketimeMT.so.1");
        put("lib/x86_64-linux-gnu/faketime/libfaketime.so.1");
        String right = put("lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
        assertThat(found("amd64")).isEqualTo(right);
    }

    @Test
    void whereItIsMissingItSaysHowToGetIt() {
        assertThatThrownBy(() -> found("amd64"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("apt-get install faketime");
    }
}

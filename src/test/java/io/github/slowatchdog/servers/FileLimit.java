package io.github.slowatchdog.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How large the files of a process may grow: to it a full disk, for anybody and on any Linux. */
public final class FileLimit {

    private FileLimit() {}

    /** Sets the limit of a process that runs, by {@code prlimit} of util-linux. */
    public static void set(long pid, long bytes) {
        set(pid, Long.toString(bytes));
    }

    /** Takes it away again. */
    public static void lift(long pid) {
        set(pid, "unlimited");
    }

    private static void set(long pid, String bytes) {
        try {
            Process prlimit = new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=" + bytes + ":")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(prlimit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (prlimit.waitFor() != 0) {
                throw new IllegalStateException("prlimit: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("this needs prlimit; it is part of util-linux (apt install util-linux)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

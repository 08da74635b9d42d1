package io.github.slowatchdog.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Everything that one program has started, to be ended together. Known by descent and, where the system tells (Linux), by a mark in
 * the environment, which also those have that cut themselves off from their parents.
 */
final class Kin {

    private static final String MARK = "SLO_WATCHDOG_STEP";
    private static final int ROUNDS = 20;

    private final String mark = UUID.randomUUID().toString();
    private final Set<ProcessHandle> known = new HashSet<>();

    /** Call before the program is started. */
    void mark(Map<String, String> environment) {
        environment.put(MARK, mark);
    }

    /** Remembers what it has started: a child whose parent is gone is not found by descent any more. */
    void look(Process process) {
        known.addAll(process.descendants().collect(Collectors.toSet()));
    }

    /** Ends it, and everything it has started. */
    void kill(Process process) {
        for (int round = 0; round < ROUNDS; round++) {
            look(process);
            ProcessHandle.allProcesses().filter(this::isMarked).forEach(known::add);
            process.destroyForcibly();
            known.forEach(ProcessHandle::destroyForcibly);
            if (!process.isAlive() && known.stream().noneMatch(ProcessHandle::isAlive)) {
                return;
            }
            pause();
        }
    }

    private boolean isMarked(ProcessHandle process) {
        try {
            Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
            return new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1).contains(MARK + "=" + mark);
        } catch (IOException e) {
            // gone, or another user's
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            // it is being broken off already
            Thread.currentThread().interrupt();
        }
    }
}

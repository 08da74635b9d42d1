package io.github.slowatchdog.e2e;

import io.github.slowatchdog.bot.ParserSpeed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link ParserSpeed} as a process on one core, with the compiler of the sidecar, and with both. */
final class ParserRun {

    private ParserRun() {}

    static void print(Path home, PrintStream table) throws IOException, InterruptedException {
        table.printf("%nThe parser, on one core; MB/s, the median of some rounds (least to most)%n%n");
        table.println("| page | as bin/slo-watchdog runs it | with both compilers of the JVM |");
        table.println("|---|---|---|");
        List<String> sidecar = run("-XX:TieredStopAtLevel=1");
        List<String> server = run("-XX:TieredStopAtLevel=4");
        for (int i = 0; i < sidecar.size(); i++) {
            String[] name = sidecar.get(i).split("\t", 2);
            table.printf("| %s | %s | %s |%n", name[0], name[1], server.get(i).split("\t", 2)[1]);
        }
    }

    private static List<String> run(String compiler) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ScaleDog.pinned());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                compiler,
                "-Xmx400m",
                "-cp",
                System.getProperty("java.class.path"),
                ParserSpeed.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the parser failed; see the log");
        }
        return said.lines().toList();
    }
}

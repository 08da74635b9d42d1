package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One sidecar of {@link Footprint}, from its start until it is closed. */
record FootprintRun(Process process, Duration ready) implements AutoCloseable {

    /** In /proc/PID/stat, behind the name in parentheses. */
    private static final int USER_TIME = 11;

    private static final double TICKS_A_SECOND = 100;

    /**
     * What it takes.
     *
     * @param rss MiB
     * @param anonymous MiB that no file stands behind, so that nobody can share them
     * @param cores of processors, on the average since it was ready
     * @param settled the same of the last third of that time: most of what it compiles is compiled by then
     */
    record Cost(double rss, double anonymous, int threads, double cores, double settled) {}

    /** Starts it, and waits until it says that it is ready. */
    static FootprintRun start(ProcessBuilder builder, Path config, int port) throws IOException {
        List<String> command = new ArrayList<>(builder.command());
        command.addAll(
                List.of("run", "--config", config.toString(), "--new-soak", "--by", "bench", "--reason", "bench"));
        long begin = System.nanoTime();
        Process process = builder.command(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        config.resolveSibling("watchdog.log").toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        ServerProcess.await("ready", () -> isReady(port) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException("it ended at once: see watchdog.log");
        }
        return new FootprintRun(process, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static boolean isReady(int port) {
        try {
            HttpURLConnection page = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/-/ready").toURL().openConnection();
            return page.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** What it takes after so long, the processor over that time. */
    Cost cost(Duration after) throws IOException, InterruptedException {
        Duration third = after.dividedBy(3);
        double before = seconds();
        TimeUnit.MILLISECONDS.sleep(after.minus(third).toMillis());
        double settling = seconds();
        TimeUnit.MILLISECONDS.sleep(third.toMillis());
        List<String> kernel = Files.readAllLines(file("status"));
        return new Cost(
                EnduranceFigures.field(kernel, "VmRSS:") / 1024,
                EnduranceFigures.field(kernel, "RssAnon:") / 1024,
                (int) EnduranceFigures.field(kernel, "Threads:"),
                (seconds() - before) / after.toSeconds(),
                (seconds() - settling) / third.toSeconds());
    }

    private Path file(String name) {
        return Path.of("/proc/" + process.pid() + "/" + name);
    }

    private double seconds() throws IOException {
        String stat = Files.readString(file("stat"));
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Double.parseDouble(words[USER_TIME]) + Double.parseDouble(words[USER_TIME + 1])) / TICKS_A_SECOND;
    }

    @Override
    public void close() {
        process.destroy();
        ServerProcess.await("its end", () -> !process.isAlive());
    }
}

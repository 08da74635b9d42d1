package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.FakeExporter;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the rows of the bench have in common: a page of counters, one each trial, the Prometheus that scrapes it. */
final class FaultGround implements AutoCloseable {

    static final String JOB = "faults";

    private final Path directory;
    private final FakeExporter exporter = FakeExporter.start();
    private final TreeMap<String, Integer> counters = new TreeMap<>();
    private final PrometheusServer prometheus;

    FaultGround(Path directory) {
        this.directory = directory;
        this.prometheus = PrometheusServer.in(directory.resolve("prometheus"))
                .scrape(JOB, exporter)
                .start();
    }

    Path directory() {
        return directory;
    }

    PrometheusServer prometheus() {
        return prometheus;
    }

    /** Where the page is. */
    String page() {
        return "http://" + exporter.address() + "/metrics";
    }

    /** Puts a counter on the page at 0, and waits until it has been scraped three times. */
    void declare(String counter) {
        counters.put(counter, 0);
        say();
        InstantQuery samples = InstantQuery.of(prometheus.url(), "count_over_time(" + counter + "[1m]) >= 3");
        ServerProcess.await("scrapes of " + counter, samples::findsNow);
    }

    /** One more; a counter that was not there is born at 1. */
    void raise(String counter) {
        counters.merge(counter, 1, Integer::sum);
        say();
    }

    private void say() {
        exporter.say(counters.entrySet().stream()
                .map(one -> "# TYPE " + one.getKey() + " counter\n" + one.getKey() + " " + one.getValue() + "\n")
                .collect(Collectors.joining()));
    }

    @Override
    public void close() {
        prometheus.close();
        exporter.close();
    }
}

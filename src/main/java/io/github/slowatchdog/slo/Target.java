package io.github.slowatchdog.slo;

/** One scraped process, by the labels that Prometheus gives each of its series. */
public record Target(String job, String instance) {

    public static Target of(Labels labels) {
        return new Target(labels.get("job"), labels.get("instance"));
    }

    @Override
    public String toString() {
        return instance.isEmpty() ? job : job.isEmpty() ? instance : job + "/" + instance;
    }
}

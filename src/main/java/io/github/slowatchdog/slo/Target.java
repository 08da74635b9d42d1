package io.github.slowatchdog.slo;

/** One scraped process, by the labels that Prometheus gives each of its series. */
public record Target(String job, String instance) {

    /** The one that was asked for last: most series in a row are of the same process, and hold the same one. */
    private static volatile Target last = new Target("", "");

    static Target shared(String job, String instance) {
        Target asked = new Target(job, instance);
        Target known = last;
        if (known.equals(asked)) {
            return known;
        }
        last = asked;
        return asked;
    }

    public static Target of(Labels labels) {
        return labels.target();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Target that && job.equals(that.job) && instance.equals(that.instance));
    }

    /** Asked for each sample of each tick, and both texts know theirs. */
    @Override
    public int hashCode() {
        return 31 * job.hashCode() + instance.hashCode();
    }

    @Override
    public String toString() {
        return instance.isEmpty() ? job : job.isEmpty() ? instance : job + "/" + instance;
    }
}

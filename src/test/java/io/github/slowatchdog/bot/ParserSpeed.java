package io.github.slowatchdog.bot;

import io.github.slowatchdog.slo.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How fast pages are read, in bytes of page a second of processor time: one line for each kind, name and figures with a tab between. */
public final class ParserSpeed {

    private static final int LINES = 50_000;
    private static final int ROUNDS = 15;
    private static final double WARM_SECONDS = 2;

    private ParserSpeed() {}

    public static void main(String[] args) throws MalformedExposition {
        measure("of a bot, hardly any line asked for", page("other"), List.of("bench_0_total"));
        measure("the same, every line asked for", page("bench"), List.of("bench_0_total"));
    }

    /** As client libraries write them: families of 100 series with some labels. */
    private static byte[] page(String name) {
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            int family = name.equals("bench") ? 0 : 1 + i / 100;
            if (i % 100 == 0) {
                page.append("# HELP " + name + "_" + family + "_total Requests that were sent to an exchange.\n");
                page.append("# TYPE " + name + "_" + family + "_total counter\n");
            }
            page.append(name + "_" + family + "_total{exchange=\"kraken\",symbol=\"BTC-USD\",side=\"buy\",part=\"" + i
                    + "\"} " + (i * 7919L % 1_000_000) + "\n");
        }
        return page.append("process_start_time_seconds 1.7e+09\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void measure(String what, byte[] page, List<String> metrics) throws MalformedExposition {
        Needs needs = Needs.LEAST.and(metrics.stream().map(Selector::parse).toList());
        Roster roster = new Roster();
        long warm = System.nanoTime();
        while (System.nanoTime() - warm < WARM_SECONDS * 1e9) {
            read(page, needs, roster);
        }
        double[] speeds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            int times = 10;
            long before = cpu();
            for (int i = 0; i < times; i++) {
                read(page, needs, roster);
            }
            speeds[round] = page.length * (double) times / 1e6 / ((cpu() - before) / 1e9);
        }
        Arrays.sort(speeds);
        System.out.printf(
                Locale.ROOT,
                "%s, %.1f MB\t%.0f (%.0f to %.0f)%n",
                what,
                page.length / 1e6,
                speeds[ROUNDS / 2],
                speeds[0],
                speeds[ROUNDS - 1]);
    }

    private static long cpu() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void read(byte[] page, Needs needs, Roster roster) throws MalformedExposition {
        PageReader reader = new PageReader(needs, new Names(List.of()), roster.begin(), 1);
        ExpositionParser.parse(
                page, ExpositionParser.Format.TEXT, Map.of("job", "bot", "instance", "127.0.0.1:8090"), roster, reader);
    }
}

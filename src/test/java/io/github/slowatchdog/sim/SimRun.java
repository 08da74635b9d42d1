package io.github.slowatchdog.sim;

/** A campaign by hand: {@code bench/sim [HISTORIES [SEED]]}. */
final class SimRun {

    private SimRun() {}

    public static void main(String[] arguments) {
        int histories = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        if (histories == 1) {
            System.out.println(History.terms(seed));
            System.out.println(History.transcript(seed));
        }
        Campaign campaign = Campaign.run(seed, histories, Fault.NONE, 30, System.out::println);
        System.out.println(campaign.report());
        System.exit(campaign.failures().isEmpty() ? 0 : 1);
    }
}

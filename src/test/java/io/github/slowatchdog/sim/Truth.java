package io.github.slowatchdog.sim;

import io.github.slowatchdog.slo.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What could be known in a world, by whom, and since when. Times in seconds. */
final class Truth {

    private static final double NEVER = Double.MAX_VALUE;

    private final World world;
    /** Since when a lane has had nothing new to tell, by second; {@link #NEVER} while it has. */
    private final Map<Lane, Double> silentSince = new HashMap<>();
    /** Since when it may have had nothing that can be relied on. */
    private final Map<Lane, Double> murkySince = new HashMap<>();

    private final Map<Lane, Double> murkyAt = new HashMap<>();
    /** Seconds of which nobody will ever know, since the store had no scrape to go by. */
    private final List<Boolean> unscraped = new ArrayList<>();

    private final List<Boolean> lagUnknown = new ArrayList<>();
    private double wellSince;
    private double lagNanSince = NEVER;
    /** Since when no whole answer may have shown a number. */
    private double lagMurkySince = NEVER;

    private final Map<Double, StoreView> views = new HashMap<>();
    private final Map<Double, StoreView> due = new HashMap<>();

    Truth(World world) {
        this.world = world;
    }

    /** Once a second, before anything is asked. */
    void note() {
        double now = world.now();
        boolean store = isStoreSilent(now);
        boolean page = !world.toBot.failing.isEmpty() || !world.bot.isUp();
        silent(silentSince, Lane.PROMETHEUS, store, lastScrapeSeen());
        silent(silentSince, Lane.BOT, page, 0);
        murky(Lane.PROMETHEUS, store || world.toStore.partial || !world.toStore.isWell());
        murky(Lane.BOT, page || !world.toBot.isWell());
        set(unscraped, now, !isScraped(now));
        set(lagUnknown, now, world.bot.lagNan);
        lagNanSince = world.bot.lagNan ? Math.min(lagNanSince, now) : NEVER;
        boolean noLag = world.bot.lagNan
                || !showsLag(lagMurkySince)
                || lastScrape()
                        .map(Store.Scrape::lag)
                        .filter(lag -> lag.isNaN())
                        .isPresent();
        lagMurkySince = noLag ? Math.min(lagMurkySince, now) : NEVER;
        boolean well = !store
                && !page
                && world.toBot.isWell()
                && world.toStore.isWell()
                && lagMurkySince == NEVER
                && !world.store.cannotReachBot
                // SPEC 3.5: a target of which no more is told counts as down until its last 0 is too old
                && !world.store.isDownSince(now - world.terms.maxAge());
        wellSince = well ? wellSince : now;
    }

    /** Whether a whole answer shows a number that was scraped after this; always if that is {@link #NEVER}. */
    private boolean showsLag(double after) {
        if (after == NEVER) {
            return true;
        }
        boolean shown = lastScrape()
                .filter(scrape -> scrape.at() > after && !Double.isNaN(scrape.lag()))
                .isPresent();
        return shown && world.toStore.isWell() && !world.toStore.partial;
    }

    private static void set(List<Boolean> seconds, double now, boolean is) {
        while (seconds.size() < (int) now) {
            seconds.add(false);
        }
        seconds.add(is);
    }

    /** @param last when it had something new for the last time */
    private void silent(Map<Lane, Double> since, Lane lane, boolean is, double last) {
        since.put(lane, is ? Math.max(last, Math.min(since.getOrDefault(lane, NEVER), world.now())) : NEVER);
    }

    /** Answers that were late, and targets that are gone, are heard of for a while after all is well again. */
    private void murky(Lane lane, boolean is) {
        double now = world.now();
        if (is) {
            murkyAt.put(lane, now);
            murkySince.merge(lane, now, Math::min);
        } else if (murkyAt.getOrDefault(lane, 0.0) < now - grace()) {
            murkySince.remove(lane);
        }
    }

    private double lastScrapeSeen() {
        return lastScrape().map(Store.Scrape::visible).orElse(0.0);
    }

    /** The newest that can be seen. */
    private Optional<Store.Scrape> lastScrape() {
        for (int i = world.store.scrapes.size() - 1; i >= 0; i--) {
            if (world.store.scrapes.get(i).visible() <= world.now()) {
                return Optional.of(world.store.scrapes.get(i));
            }
        }
        return Optional.empty();
    }

    private boolean isScraped(double now) {
        return world.store.scrapes.stream()
                .skip(Math.max(0, world.store.scrapes.size() - 8))
                .anyMatch(scrape -> scrape.at() > now - world.terms.maxAge() && scrape.visible() <= now);
    }

    private boolean isStoreSilent(double now) {
        return !isScraped(now) || world.store.down || world.toStore.failing.isPresent();
    }

    double wellFor() {
        return world.now() - wellSince;
    }

    /** How much earlier than it can be known here somebody may have begun to see nothing. */
    double grace() {
        return world.terms.maxAge() + 2 * Math.max(world.terms.interval(), world.terms.scrape()) + 20;
    }

    /** For how long nothing has been known of an objective on any of its lanes. */
    double blindFor(String slo, Guard.Run process) {
        double heard = lanes(slo).stream()
                .mapToDouble(lane -> heardOf(slo, lane, process.heard))
                .max()
                .orElse(0);
        return withoutData(slo, Math.max(process.started, heard), silentSince, lagNanSince);
    }

    /** For how long it may be that nothing has been known of it. */
    double mayBeBlindFor(String slo, Guard.Run process) {
        return withoutData(slo, process.started, murkySince, lagMurkySince);
    }

    /** An answer may have come between two looks, and told something: what is fresh, or bad whenever it was. */
    void answered(Heard heard, double asOf) {
        List<Store.Scrape> scrapes = world.store.scrapes;
        for (String slo : List.of(Terms.DUPLICATES, Terms.MODE, Terms.LAG)) {
            boolean newest = true;
            for (int i = scrapes.size() - 1; i >= 0 && scrapes.get(i).visible() > heard.answeredAsOf; i--) {
                Store.Scrape scrape = scrapes.get(i);
                if (scrape.visible() > asOf) {
                    continue;
                }
                boolean fresh = newest && scrape.at() > asOf - world.terms.maxAge();
                if ((fresh && scrape.tells(slo)) || scrape.isBad(slo, world.terms.live())) {
                    heard.told.put(slo, world.now());
                }
                newest = false;
            }
        }
        heard.answeredAsOf = Math.max(heard.answeredAsOf, asOf);
    }

    private double heardOf(String slo, Lane lane, Heard heard) {
        return lane == Lane.BOT ? heard.shown : heard.told.getOrDefault(slo, 0.0);
    }

    private List<Lane> lanes(String slo) {
        return slo.equals(Terms.LAG) ? List.of(Lane.PROMETHEUS) : world.terms.lanes();
    }

    private double withoutData(String slo, double from, Map<Lane, Double> sinceOf, double noLagSince) {
        if (slo.equals(Terms.LAG) && noLagSince != NEVER) {
            double either = Math.min(noLagSince, sinceOf.getOrDefault(Lane.PROMETHEUS, NEVER));
            return world.now() - Math.max(either, from);
        }
        double since = lanes(slo).stream()
                .mapToDouble(lane -> sinceOf.getOrDefault(lane, NEVER))
                .max()
                .orElse(NEVER);
        return since == NEVER ? 0 : world.now() - Math.max(since, from);
    }

    /** How many duplicates the store shows by now. */
    double inStore(Guard.Run process) {
        return views.computeIfAbsent(process.began, began -> new StoreView(world.store, began))
                .total(world.now());
    }

    /** How many of them could be seen so long ago that they must have been decided on. */
    double dueInStore(Guard.Run process) {
        return due.computeIfAbsent(process.began, began -> new StoreView(world.store, began))
                .total(world.now() - world.terms.soon());
    }

    /** As many as any lane of the objective shows. */
    double mostEvents(Guard.Run process) {
        double inStore = world.terms.lanes().contains(Lane.PROMETHEUS) ? inStore(process) : 0;
        return world.terms.lanes().contains(Lane.BOT) ? Math.max(inStore, process.pages.total()) : inStore;
    }

    boolean modeWasWrong(double began) {
        return !world.terms.live() && !world.bot.wasDryThroughout(began - 2 * world.terms.scrape() - 10, world.now());
    }

    /** When the store last showed a wrong mode, of what could be seen by then. */
    double lastWrongMode(double began, double seenBy) {
        if (world.terms.live()) {
            return Double.NEGATIVE_INFINITY;
        }
        for (int i = world.store.scrapes.size() - 1; i >= 0; i--) {
            Store.Scrape scrape = world.store.scrapes.get(i);
            if (scrape.visible() <= seenBy && !scrape.mode().equals("DRY")) {
                return scrape.at() > began ? scrape.at() : Double.NEGATIVE_INFINITY;
            }
        }
        return Double.NEGATIVE_INFINITY;
    }

    /** For how many seconds since its soak began somebody could have watched everything, at most. */
    double couldBeWatched(Guard.Run process, double until) {
        double patience = 2 * Math.max(world.terms.interval(), world.terms.scrape()) + 5;
        int seconds = 0;
        for (int second = (int) process.began; second < until; second++) {
            boolean store = second >= patience && isAll(unscraped, second - (int) patience, second + 1);
            boolean lag = isAll(lagUnknown, second - (int) patience, second + 1);
            seconds += store || lag ? 0 : 1;
        }
        return seconds;
    }

    private static boolean isAll(List<Boolean> seconds, int from, int to) {
        for (int i = Math.max(0, from); i < Math.min(seconds.size(), to); i++) {
            if (!seconds.get(i)) {
                return false;
            }
        }
        return from < seconds.size();
    }
}

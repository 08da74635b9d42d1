package io.github.slowatchdog.redis;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.Swap.Change;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The flag, the order and the release in Redis (SPEC 7.1 to 7.4). Every operation may be repeated, and may land late: it
 * compares before it sets. Blocks for a few of the configured timeouts at most, and connects when it is first used.
 *
 * <p>For one thread. Trouble is a {@link SwitchReport.Failed}, never an exception, except where said.
 */
public final class FlagStore implements AutoCloseable {

    /** After so many lost races the flag is set whatever it holds: the stop must win. */
    private static final int RACES = 5;

    /** So many writes that did not last, and the round is given up for this second. */
    private static final int MOST_WRITES = 8;

    /** How much is kept of a value that was replaced, for the journal. */
    private static final int LONGEST_FOUND = 4 * 1024;

    private static final String PROBE = ":probe";
    /** What a probe leaves behind lasts for so long. */
    private static final Duration EXPIRY = Duration.ofMinutes(1);

    private static final int LONGEST_QUOTE = 200;

    private final Settings.Redis settings;
    private final InstantSource clock;
    private final FlagText text;
    private final Link link;
    private final OrderKey orders;
    private final Courtesies courtesies;
    private final Memory memory;

    FlagStore(String name, Settings.Redis settings, InstantSource clock, Link link) {
        this.settings = settings;
        this.clock = clock;
        this.text = new FlagText(settings.flag());
        this.link = link;
        this.orders = OrderKey.of(settings.key());
        this.courtesies = new Courtesies(name, settings.key(), text);
        this.memory = new Memory(text);
    }

    /** A store that has not connected yet. */
    public static FlagStore open(String watchdogName, Settings.Redis settings) {
        return open(watchdogName, settings, InstantSource.system());
    }

    /** The same with a clock of choice. */
    public static FlagStore open(String watchdogName, Settings.Redis settings, InstantSource clock) {
        return new FlagStore(watchdogName, settings, clock, new Link(settings));
    }

    /**
     * A store for a flag beside the real one that nobody reads, to try what can be tried: the same server, credentials and commands.
     */
    public static FlagStore probe(String watchdogName, Settings.Redis settings) {
        return open(watchdogName + PROBE, settings.withKey(OrderKey.beside(settings.key(), "probe")));
    }

    /**
     * Makes the order real. After a {@link #look} the flag is the first thing written, in one round trip, with the order if
     * both fit into one command; then it is read back from the server that says that it is master, and so is the order.
     *
     * @return Held; or Released, or Ordered by another order that came first, if the order key says so; or Failed
     */
    public SwitchReport hold(StopOrder order) {
        SwitchReport report = tried(on -> holdOn(on, order));
        // one that says stop needs no write
        return report instanceof SwitchReport.Failed failed
                        && failed.failure().isRefusal()
                        && !text.saysStop(memory.flag())
                ? new SwitchReport.Failed(failed.at(), failed.failure(), failed.detail(), true)
                : report;
    }

    /**
     * Looks for an order or a flag that says stop; one without an order is adopted when two looks in a row have found it. And
     * leaves word how the objectives stand, for {@link #heard}: where the server takes no writes, and nothing was found, the
     * look has failed.
     */
    public SwitchReport look(Standing standing) {
        return tried(on -> lookOn(on, standing));
    }

    /**
     * Ends the order, if it is the one in force: writes the release into order key and flag, both or none (in a cluster the
     * order first).
     *
     * @return Released, also if it had been released before; or Ordered with the order that is in force instead; or Clear
     *     if there is none; or Failed
     */
    public SwitchReport release(Release release) {
        return tried(on -> releaseOn(on, release, OrderRecord::released));
    }

    /** The same for a drill that ended well, which is remembered. */
    public SwitchReport endDrill(Release release) {
        return tried(on -> releaseOn(on, release, OrderRecord::drilled));
    }

    /**
     * What is in force: an order, or a flag that says stop, as {@link #look} finds it; leaves no word.
     *
     * @return Clear, Ordered, Unowned or Failed
     */
    public SwitchReport peek() {
        return tried(this::found);
    }

    /**
     * The order in force.
     *
     * @throws RedisFailure if Redis cannot be asked
     */
    public Optional<StopOrder> order() {
        return link.ask(on -> orders.read(on, clock.instant()).inForce());
    }

    /**
     * How the order ended, if it did.
     *
     * @throws RedisFailure if Redis cannot be asked
     */
    public Optional<Release> released(String orderId) {
        return link.ask(on -> orders.read(on, clock.instant()).releaseOf(orderId));
    }

    /**
     * What the running watchdogs have said within the last seconds.
     *
     * @throws RedisFailure if Redis cannot be asked
     */
    public Heard heard() {
        return link.ask(courtesies::heard);
    }

    /** Lets what a {@link #probe} has written go after a while; what cannot be asked now goes when it is written the next time. */
    public void expire() {
        tried(on -> {
            on.set(settings.key(), memory.flag(), EXPIRY);
            on.set(orders.name(), orders.content(), EXPIRY);
            courtesies.expire(on, EXPIRY);
            return new SwitchReport.Clear(clock.instant(), Optional.empty());
        });
    }

    /** Who asks the replicas of the same Redis; with a connection of its own. */
    ReplicaWitness replicas() {
        return new ReplicaWitness(settings);
    }

    /** Lets go of the connection; the store may be used again. */
    @Override
    public void close() {
        link.close();
    }

    private SwitchReport holdOn(Master on, StopOrder order) {
        boolean first = memory.begin(order);
        // an order that is known not to be released goes out at once; any other might be over
        boolean urgent =
                first && orders.known() && orders.seenRelease(order.id()).isEmpty();
        Content flag = urgent && !text.saysStop(memory.flag()) ? memory.flag() : flag(on);
        for (int writes = 1; !text.saysStop(flag); writes++) {
            Optional<Release> release = urgent ? Optional.empty() : release(on, order);
            if (release.isPresent()) {
                return new SwitchReport.Released(clock.instant(), release.get());
            }
            if (writes > MOST_WRITES) {
                throw new RedisFailure(
                        SwitchFailure.READBACK,
                        "the flag was written, and read back as " + bounded(flag.shown(), LONGEST_QUOTE));
            }
            flag = written(on, flag, order, writes > RACES);
        }
        link.requireMaster(on, settings.key());
        Memory.Told told = memory.right(flag, link.number());
        if (first && told.rewrite().isEmpty()) {
            // whoever set it by hand may have given it an end
            courteously(() -> on.persist(settings.key()));
        }
        return recorded(
                on,
                order,
                new SwitchReport.Held(clock.instant(), told.rewrite(), bounded(told.found(), LONGEST_FOUND)));
    }

    private SwitchReport releaseOn(Master on, Release release, ReleaseWrite.Ending ending) {
        SwitchReport report = new ReleaseWrite(on, settings.key(), text, orders, clock, ending).write(release);
        link.requireMaster(on, settings.key());
        courteously(() -> courtesies.copy(on, orders.content()));
        return report;
    }

    private SwitchReport lookOn(Master on, Standing standing) {
        SwitchReport found = found(on);
        Optional<RedisFailure> wordLeft = courteously(() -> courtesies.leaveWord(on, standing));
        courteously(() -> courtesies.arm(on, memory.flag(), found.at()));
        courteously(() -> courtesies.lookAtCopy(on));
        courteously(() -> courtesies.copy(on, orders.content()));
        // a server that can be read and takes no writes would not take a stop either: that must be seen before one is
        // due
        Optional<RedisFailure> refused =
                wordLeft.filter(failure -> failure.code().isRefusal());
        if (found instanceof SwitchReport.Clear && refused.isPresent()) {
            throw refused.get();
        }
        return found;
    }

    private SwitchReport found(Master on) {
        Content flag = flag(on);
        OrderRecord record = orders.read(on, clock.instant());
        link.requireMaster(on, settings.key());
        Instant now = clock.instant();
        if (record.inForce().isPresent()) {
            memory.owned();
            return new SwitchReport.Ordered(now, record.inForce().get());
        }
        boolean flagFollows = !on.together(settings.key(), orders.name()) && orders.releasing();
        if (!text.saysStop(flag) || flagFollows) {
            return new SwitchReport.Clear(now, record.lastDrill());
        }
        return memory.isUnownedAgain()
                ? new SwitchReport.Ordered(now, memory.adopted(flag, now))
                : new SwitchReport.Unowned(now);
    }

    private Content flag(Master on) {
        return memory.saw(on.get(settings.key()));
    }

    /** The flag after one more try to write it. */
    private Content written(Master on, Content flag, StopOrder order, boolean whatever) {
        Content wanted = text.stopped(flag, clock.instant());
        String replaced = flag.kind() == Content.Kind.OTHER ? on.describe(settings.key()) : flag.shown();
        memory.writing(flag, replaced, wanted, link.number());
        Change change = whatever ? Change.whatever(settings.key(), wanted) : Change.of(settings.key(), flag, wanted);
        try {
            Swap swap = whatever ? on.swap(List.of(change)) : swapped(on, change, order);
            if (!swap.done()) {
                return memory.saw(swap.first());
            }
        } catch (RuntimeException e) {
            if (RedisFailure.of(e).code() != SwitchFailure.OOM || !fired(on)) {
                throw e;
            }
        }
        memory.written();
        return flag(on);
    }

    /** Flag and order at once, so that nobody finds the one without the other; where that cannot be, the flag alone. */
    private Swap swapped(Master on, Change flag, StopOrder order) {
        Optional<Change> kept = on.together(settings.key(), orders.name()) ? orders.change(order) : Optional.empty();
        if (kept.isPresent()) {
            try {
                Swap swap = on.swap(List.of(flag, kept.get()));
                orders.saw(swap.found().get(1), clock.instant());
                return swap;
            } catch (RuntimeException e) {
                requireLine(RedisFailure.of(e));
            }
        }
        return on.swap(List.of(flag));
    }

    private boolean fired(Master on) {
        try {
            courtesies.fire(on);
            return true;
        } catch (RuntimeException e) {
            // why the write failed says more than why the last resort did
            return false;
        }
    }

    private Optional<Release> release(Master on, StopOrder order) {
        try {
            orders.read(on, clock.instant());
        } catch (RuntimeException e) {
            requireLine(RedisFailure.of(e));
        }
        return orders.seenRelease(order.id());
    }

    /** Whatever is wrong with the order key must not keep the flag from being written, unless it is the connection. */
    private static void requireLine(RedisFailure ofOrderKey) {
        if (!Link.stays(ofOrderKey.code()) && ofOrderKey.code() != SwitchFailure.CLUSTER) {
            throw ofOrderKey;
        }
    }

    /** Puts the order into its key; trouble with that does not undo that the flag is right. */
    private SwitchReport recorded(Master on, StopOrder order, SwitchReport held) {
        courteously(() -> orders.put(on, order, clock.instant()));
        courteously(() -> courtesies.copy(on, orders.content()));
        Instant now = clock.instant();
        Optional<Release> release = orders.seenRelease(order.id());
        if (release.isPresent()) {
            return new SwitchReport.Released(now, release.get());
        }
        return orders.seenBefore(order)
                .<SwitchReport>map(other -> new SwitchReport.Ordered(now, other))
                .orElse(held);
    }

    /** Empty if it was done. */
    private Optional<RedisFailure> courteously(Runnable courtesy) {
        try {
            courtesy.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            RedisFailure failure = RedisFailure.of(e);
            if (!Link.stays(failure.code())) {
                close();
            }
            return Optional.of(failure);
        }
    }

    private SwitchReport tried(Function<Master, SwitchReport> work) {
        try {
            return link.ask(work);
        } catch (RedisFailure failure) {
            return new SwitchReport.Failed(clock.instant(), failure.code(), failure.detail());
        }
    }

    private static String bounded(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }
}

package io.github.slowatchdog.bot;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.client.Call;
import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.client.HttpCaller;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.watch.Timings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Fetches the page and makes of it what is needed, or says why it cannot. */
final class Scraper {

    /** What the server asks for, so that names are the same as there. */
    private static final String ACCEPT = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,"
            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    private static final String OPEN_METRICS = "application/openmetrics-text";
    /** Several pages are held at once, each as a body that grows by doubling, once more as bytes, and as what is read of it. */
    private static final long MAX_BYTES =
            Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 16);

    private static final int CONNECTIONS = 4;
    /** A smaller page is read sooner than another thread would begin with it. */
    private static final int SMALL = 32 * 1024;

    private final HttpCaller caller;
    private final WorkerExecutor parser;
    private final Call call;
    private final Timings timings;
    private final Map<String, String> target;
    private final Labels targetLabels;
    private final Labels up;
    private final Duration maxSkew;
    /** Of the pages read so far; taken while one is read. */
    private final AtomicReference<@Nullable Roster> roster = new AtomicReference<>(new Roster());

    private volatile boolean isUp = true;

    // guarded by this
    private Needs needs = Needs.LEAST;
    /** Asked for since, and taken up with the next page: thousands come at once at the start. */
    private final List<Selector> asked = new ArrayList<>();

    private Acquaintance acquaintance = Acquaintance.NOBODY;
    private Names known = new Names(acquaintance.metrics());
    private PageIndex index = PageIndex.EMPTY;

    Scraper(Vertx vertx, Settings.Bot settings, Map<String, String> target, Duration maxSkew, Timings timings) {
        this.caller = HttpCaller.create(vertx, settings.client(), CONNECTIONS);
        this.parser = vertx.createSharedWorkerExecutor("bot-parser", 1);
        this.call = call(settings);
        this.timings = timings;
        this.maxSkew = maxSkew;
        Map<String, String> labels = new TreeMap<>(Map.of("job", "bot", "instance", instance(settings.metrics())));
        labels.putAll(target);
        this.target = Map.copyOf(labels);
        this.targetLabels = new Labels(labels);
        labels.put(Labels.NAME, Needs.UP);
        this.up = new Labels(labels);
    }

    private static Call call(Settings.Bot settings) {
        Map<String, String> headers = Map.of(
                "Accept",
                ACCEPT,
                "X-Prometheus-Scrape-Timeout-Seconds",
                Double.toString(settings.timeout().toMillis() / 1000.0));
        return new Call(
                HttpMethod.GET, settings.metrics(), headers, Optional.empty(), settings.timeout(), MAX_BYTES, true);
    }

    /** Host and port, as the server names a target. */
    private static String instance(URI url) {
        int port = url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return url.getHost() + ":" + port;
    }

    /** What these selectors need is read from now on, also of the page that is on its way. */
    synchronized void need(Collection<Selector> selectors) {
        if (!needs.covers(selectors)) {
            asked.addAll(selectors);
        }
    }

    private synchronized Needs needs() {
        needs = needs.and(asked);
        asked.clear();
        return needs;
    }

    /** Why a selector can match nothing here, whatever the bot shows; empty if it can. */
    Optional<String> unmatchable(Selector selector) {
        for (Matcher matcher : selector.matchers()) {
            if (target.containsKey(matcher.label()) && !matcher.matches(targetLabels)) {
                return Optional.of("the selector asks for " + matcher + ", and all that is read here has "
                        + matcher.label() + "=\"" + target.get(matcher.label())
                        + "\" (see prometheus.freshness.selector); leave it out, or use another lane");
            }
        }
        return Optional.empty();
    }

    /** Asks the bot. The future never fails. */
    Future<Scrape.Result> scrape(Instant at) {
        return fetch().compose(answer -> read(answer, at))
                .otherwise(bug -> failed(Reason.ERROR, "the page could not be taken in: " + Excerpt.of(bug.toString())))
                .onSuccess(result -> isUp = result instanceof Scrape.Result.Read);
    }

    /** Gets the page, unread. The future never fails. */
    Future<Answer> fetch() {
        return caller.call(call).onSuccess(answer -> timings.sourceRequest(Lane.BOT, answer.took()));
    }

    /** Why an answer is no page; empty if it is one, whatever stands on it. */
    Optional<Scrape.Result.Failed> trouble(Answer answer) {
        if (answer instanceof Answer.Failed failed) {
            return Optional.of(unanswered(failed));
        }
        Answer.Ok ok = (Answer.Ok) answer;
        String hint = ok.status() >= 300 && ok.status() < 400 ? "; redirects are not followed" : "";
        return ok.status() == 200
                ? Optional.empty()
                : Optional.of(failed(Reason.ERROR, address() + ": HTTP " + ok.status() + hint));
    }

    /** The format that a page says it has. */
    static ExpositionParser.Format format(Answer.Ok ok) {
        return type(ok).startsWith(OPEN_METRICS) ? ExpositionParser.Format.OPEN_METRICS : ExpositionParser.Format.TEXT;
    }

    private static String type(Answer.Ok ok) {
        return String.valueOf(ok.headers().get("Content-Type")).toLowerCase(Locale.ROOT);
    }

    private Future<Scrape.Result> read(Answer answer, Instant at) {
        Optional<Scrape.Result.Failed> trouble = trouble(answer);
        if (trouble.isPresent()) {
            return Future.succeededFuture(trouble.get());
        }
        Answer.Ok ok = (Answer.Ok) answer;
        return ok.body().length() <= SMALL
                ? Future.succeededFuture(parse(ok, at))
                : parser.executeBlocking(() -> parse(ok, at), false);
    }

    /** For messages: without a query, where secrets are. */
    private String address() {
        URI url = call.url();
        return "GET " + url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }

    private Scrape.Result.Failed unanswered(Answer.Failed failed) {
        return switch (failed.kind()) {
            case TIMEOUT -> failed(Reason.TIMEOUT, failed.detail());
            case OVERSIZED, BROKEN -> failed(Reason.MALFORMED, failed.detail());
            case REFUSED, RESET, TLS, CREDENTIALS -> failed(Reason.ERROR, failed.detail());
        };
    }

    private Scrape.Result.Failed failed(Reason reason, String detail) {
        return new Scrape.Result.Failed(reason, detail, up);
    }

    private Scrape.Result parse(Answer.Ok ok, Instant at) {
        String type = type(ok);
        // while another page is being read, this one goes without
        Roster mine = Optional.ofNullable(roster.getAndSet(null)).orElseGet(Roster::new);
        try {
            PageReader reader = reader(mine.begin(), at);
            ExpositionParser.parse(ok.body().getBytes(), format(ok), target, mine, reader);
            return judge(reader);
        } catch (MalformedExposition e) {
            boolean page = type.startsWith(OPEN_METRICS) || type.startsWith("text/plain");
            String hint = page ? "" : "; Content-Type is " + Excerpt.of(type) + ", is bot.metrics right?";
            return failed(Reason.MALFORMED, e.getMessage() + hint);
        } finally {
            roster.set(mine);
        }
    }

    private synchronized PageReader reader(int page, Instant at) {
        return new PageReader(needs(), known, page, at.toEpochMilli());
    }

    private synchronized Scrape.Result judge(PageReader reader) {
        if (reader.isEmpty()) {
            return failed(Reason.EMPTY, "the page holds no metric; is bot.metrics right?");
        }
        if (reader.ahead() > maxSkew.toMillis()) {
            return failed(
                    Reason.SKEW,
                    "a time on the page is " + reader.ahead() / 1000.0
                            + "s in the future of our clock, more than max_skew; set both clocks by the same time server");
        }
        OptionalDouble start = reader.start();
        Optional<String> estranged = acquaintance.estranged(reader.met(), start);
        if (estranged.isPresent()) {
            return failed(Reason.ERROR, estranged.get());
        }
        Acquaintance after = acquaintance.after(reader.shown(), start);
        if (!after.equals(acquaintance)) {
            acquaintance = after;
            known = new Names(after.metrics());
        }
        Page page = reader.page(up, index);
        index = page.index();
        return new Scrape.Result.Read(page);
    }

    boolean isUp() {
        return isUp;
    }

    Future<Void> close() {
        return caller.close().eventually(parser::close);
    }
}

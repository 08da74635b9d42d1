package io.github.slowatchdog.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trading bot in small, for the demonstration and for tests: it serves the metrics a release is watched by, trades on
 * paper while it is LIVE, and obeys the flag in Redis. JDK classes only, so that it also runs as one file:
 *
 * <pre>java DemoBot.java --port 8090 --redis 127.0.0.1:6379</pre>
 *
 * <p>The two counters of forbidden events are created lazily, as many client libraries do: the series does not exist until
 * the first event, and is then born at 1.
 *
 * <p>The flag: {@code mode} DRY or {@code emergency_stop} true makes it DRY at once. It goes LIVE again only when
 * {@code emergency_stop} is false and an operator has set {@code mode} to LIVE. A flag that is missing changes nothing.
 */
public final class DemoBot implements AutoCloseable {

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("host", "127.0.0.1"),
            Map.entry("port", "8090"), // 0: any free one
            Map.entry("redis", ""), // host:port; empty: no flag is read
            Map.entry("poll", "200"), // ms between two reads of the flag
            Map.entry("mode", "LIVE"), // at start
            Map.entry("version", "v2"),
            Map.entry("token", "demo-token"), // for POST /admin/emergency-stop
            Map.entry("rate", "50"), // requests a second
            Map.entry("fail-safe", "false")); // true: DRY when the flag cannot be read, until 3 good reads

    private static final String UNREADABLE = "{\"mode\":\"DRY\"} assumed: FAILING SAFE TO DRY, the flag cannot be read";

    private final Map<String, String> options;
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);

    // all below guarded by this
    private final Map<String, Double> series = new TreeMap<>();
    private String mode;
    private String why = "as started";
    private Instant since = Instant.now();
    private boolean stoppedByHand;
    private boolean obeys = true;
    private boolean trades = true;
    private boolean scrapable = true;
    private double badShare;
    private double badRest;
    private int goodReads = 3;
    private String lastFlag = "";

    private DemoBot(Map<String, String> options) throws IOException {
        this.options = options;
        mode = option("mode");
        synchronized (this) {
            fresh();
        }
        server = HttpServer.create(new InetSocketAddress(option("host"), number("port")), 64);
        server.setExecutor(DemoBot::inBackground);
        server.createContext("/", this::answer);
    }

    /** Starts a bot with the options of the command line, such as {@code "--redis", "127.0.0.1:6379"}; port 0 unless told. */
    public static DemoBot start(String... args) {
        try {
            Map<String, String> options = new LinkedHashMap<>(DEFAULTS);
            options.put("port", "0");
            DemoBot bot = new DemoBot(parse(options, args));
            bot.begin();
            return bot;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] args) throws Exception {
        try (DemoBot bot = new DemoBot(parse(new LinkedHashMap<>(DEFAULTS), args))) {
            bot.begin();
            System.out.println("demo bot listens on " + bot.url());
            bot.closed.await();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(4);
        }
    }

    private static Map<String, String> parse(Map<String, String> options, String... args) {
        for (int i = 0; i < args.length; i += 2) {
            String key = args[i].replaceFirst("^--", "");
            if (!DEFAULTS.containsKey(key) || i + 1 == args.length) {
                throw new IllegalArgumentException("unknown or incomplete option " + args[i]
                        + "; options, each with a value: --" + String.join(" --", new TreeMap<>(DEFAULTS).keySet()));
            }
            options.put(key, args[i + 1]);
        }
        return options;
    }

    private void begin() {
        if (!option("redis").isEmpty()) {
            every(number("poll"), this::obeyFlag);
        }
        every(100, this::traffic);
        server.start();
    }

    public URI url() {
        return URI.create("http://" + option("host") + ":" + server.getAddress().getPort());
    }

    /** LIVE or DRY. */
    public synchronized String mode() {
        return mode;
    }

    /** The value of one series, such as {@code vanta_tx_total{result="success"}}; empty while it does not exist. */
    public synchronized Optional<Double> value(String name) {
        return Optional.ofNullable(series.get(name));
    }

    @Override
    public void close() {
        server.stop(0);
        closed.countDown();
    }

    /**
     * Makes something happen, as {@code POST /inject?what=...} does. Events: {@code duplicate}, {@code illegal},
     * {@code errors}, {@code failed}, each with {@code &n=}; {@code flap&n=&ms=}; {@code restart}. Lasting: {@code bad&n=}
     * (percent of requests), {@code hang}/{@code resume}, {@code down}/{@code up} (metrics), {@code deaf}/{@code obey} (the
     * flag). By an operator: {@code live}, {@code dry}. Anything else: {@code set&series=&n=}, {@code remove&series=}.
     *
     * @throws IllegalArgumentException where there is no such thing
     * @throws IllegalStateException where the bot refuses it, as LIVE while the flag says stop
     */
    public synchronized void inject(String what) {
        double n = Double.parseDouble(parameter(what, "n", "1"));
        String kind = what.split("&", 2)[0];
        switch (kind) {
            case "duplicate" -> add("vanta_intent_duplicate_total", n);
            case "illegal" -> add("vanta_intent_illegal_transition_total", n);
            case "failed" -> add("vanta_tx_total{result=\"failed\"}", n);
            case "errors" -> add("vanta_http_requests_total{status=\"500\"}", n);
            case "bad" -> badShare = n / 100;
            case "flap" -> flap(n, Double.parseDouble(parameter(what, "ms", "1500")));
            case "restart" -> fresh();
            case "live" -> live();
            case "dry" -> become("DRY", "operator");
            case "hang", "resume" -> trades = kind.equals("resume");
            case "down", "up" -> scrapable = kind.equals("up");
            case "deaf", "obey" -> obeys = kind.equals("obey");
            case "set" -> series.put(parameter(what, "series", ""), n);
            case "remove" -> series.remove(parameter(what, "series", ""));
            default -> throw new IllegalArgumentException("cannot inject: " + what);
        }
    }

    private void flap(double times, double ms) {
        String back = mode;
        String other = mode.equals("LIVE") ? "DRY" : "LIVE";
        inBackground(() -> {
            for (int i = 0; i < 2 * times && open(i == 0 ? 0 : (long) ms); i++) {
                become(i % 2 == 0 ? other : back, "flapping");
            }
        });
    }

    private void live() {
        if (saysStop(lastFlag) && obeys) {
            throw new IllegalStateException("the flag says stop: " + lastFlag);
        }
        stoppedByHand = false;
        become("LIVE", "operator");
    }

    /** As after a start of the process: counters from zero, and none of those that are created lazily. */
    private void fresh() {
        series.clear();
        series.put("process_start_time_seconds", System.currentTimeMillis() / 1000.0);
        series.put("vanta_build_info{version=\"" + option("version") + "\"}", 1.0);
        List.of("vanta_http_requests_total{status=\"200\"}", "vanta_exec_mode_changes_total", "vanta_intents_total")
                .forEach(name -> series.put(name, 0.0));
        List.of("orders_total", "tx_submitted_total", "tx_total{result=\"success\"}", "tx_total{result=\"failed\"}")
                .forEach(name -> series.put("vanta_" + name, 0.0));
        // the caps of a canary
        series.putAll(Map.of("vanta_max_notional_usdc", 10.0, "vanta_max_leverage", 2.0, "vanta_users", 3.0));
        series.put("vanta_canary_enabled", 1.0);
        List.of("BTC-USD", "ETH-USD").forEach(one -> series.put("vanta_allowed_symbol{symbol=\"" + one + "\"}", 1.0));
        showMode();
    }

    private synchronized void become(String next, String reason) {
        if (next.equals(mode)) {
            return;
        }
        System.out.println(Instant.now() + " mode " + mode + " -> " + next + " (" + reason + ")");
        mode = next;
        why = reason;
        since = Instant.now();
        add("vanta_exec_mode_changes_total", 1);
        showMode();
    }

    private void showMode() {
        series.put("vanta_exec_mode{mode=\"LIVE\"}", mode.equals("LIVE") ? 1.0 : 0.0);
        series.put("vanta_exec_mode{mode=\"DRY\"}", mode.equals("DRY") ? 1.0 : 0.0);
    }

    private void add(String name, double n) {
        series.merge(name, n, Double::sum);
    }

    private synchronized void traffic() {
        if (!trades) {
            return;
        }
        double requests = number("rate") / 10.0;
        badRest += requests * badShare;
        double bad = Math.floor(badRest);
        badRest -= bad;
        add("vanta_http_requests_total{status=\"200\"}", requests - bad);
        if (bad > 0) {
            add("vanta_http_requests_total{status=\"500\"}", bad);
        }
        add("vanta_intents_total", 1);
        if (mode.equals("LIVE")) {
            add("vanta_orders_total", 1);
            add("vanta_tx_submitted_total", 1);
            add("vanta_tx_total{result=\"success\"}", 1);
        }
    }

    private void obeyFlag() {
        try {
            settle(readFlag());
        } catch (IOException e) {
            if (option("fail-safe").equals("true")) {
                settle(UNREADABLE);
            }
        }
    }

    /** One inline command and a farewell, so that the answer ends where the connection does. */
    private String readFlag() throws IOException {
        URI address = URI.create("redis://" + option("redis"));
        try (Socket redis = new Socket()) {
            redis.connect(new InetSocketAddress(address.getHost(), address.getPort()), 500);
            redis.setSoTimeout(500);
            redis.getOutputStream().write("GET exec_mode\r\nQUIT\r\n".getBytes(StandardCharsets.UTF_8));
            String answer = new String(redis.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("$")) {
                throw new IOException(answer);
            }
            return answer.startsWith("$-1") ? "" : answer.split("\r\n", 3)[1];
        }
    }

    private synchronized void settle(String found) {
        goodReads = found.equals(UNREADABLE) ? 0 : goodReads + 1;
        if (goodReads > 0 && goodReads <= 3) {
            System.out.println(Instant.now() + " health streak " + goodReads + " of 3");
        }
        lastFlag = found;
        if (!obeys) {
            return;
        }
        if (saysStop(found)) {
            become("DRY", "flag " + found);
        } else if (field(found, "mode").equals("LIVE") && !stoppedByHand && goodReads >= 3) {
            become("LIVE", "flag " + found);
        }
    }

    private static boolean saysStop(String found) {
        return field(found, "mode").equals("DRY")
                || field(found, "emergency_stop").equals("true");
    }

    private static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"?(\\w+)").matcher(json);
        return matcher.find() ? matcher.group(1) : "";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            String type = reply.body().startsWith("{") ? "application/json" : "text/plain; version=0.0.4";
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        boolean acts = List.of("/inject", "/signals", "/admin/emergency-stop").contains(path);
        if (acts && !exchange.getRequestMethod().equals("POST")) {
            return new Reply(405, "POST only");
        }
        try {
            return switch (path) {
                case "/metrics" -> metrics();
                case "/health" -> health();
                case "/signals" -> signal();
                case "/admin/emergency-stop" ->
                    stopByHand(exchange.getRequestHeaders().getFirst("Authorization"));
                case "/inject" -> {
                    inject(exchange.getRequestURI().getRawQuery().replaceFirst("^what=", ""));
                    yield health();
                }
                default -> new Reply(404, "nothing here; see /metrics and /health");
            };
        } catch (IllegalArgumentException | NullPointerException e) {
            return new Reply(400, "not understood");
        } catch (IllegalStateException e) {
            return new Reply(409, "the flag says stop");
        }
    }

    private synchronized Reply metrics() {
        StringBuilder text = new StringBuilder();
        String family = "";
        for (Map.Entry<String, Double> entry : series.entrySet()) {
            String name = entry.getKey().replaceFirst("\\{.*", "");
            if (!name.equals(family)) {
                family = name;
                text.append("# TYPE ").append(name).append(name.endsWith("_total") ? " counter\n" : " gauge\n");
            }
            text.append(entry.getKey()).append(' ').append(entry.getValue()).append('\n');
        }
        return scrapable ? new Reply(200, text.toString()) : new Reply(503, "down");
    }

    private synchronized Reply health() {
        String text =
                "{\"status\":\"ok\",\"version\":\"%s\",\"execution_mode\":{\"mode\":\"%s\",\"since\":\"%s\",\"reason\":\"%s\"}}";
        return new Reply(200, text.formatted(option("version"), mode, since, why.replace("\"", "'")));
    }

    /** Takes a signal, signed by whomever; not while the flag orders an emergency stop. */
    private synchronized Reply signal() {
        boolean stopped = obeys && field(lastFlag, "emergency_stop").equals("true");
        return stopped ? new Reply(409, "emergency stop") : new Reply(202, "{\"taken\":true}");
    }

    private synchronized Reply stopByHand(String authorization) {
        byte[] wanted = ("Bearer " + option("token")).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(String.valueOf(authorization).getBytes(StandardCharsets.UTF_8), wanted)) {
            return new Reply(401, "wrong token");
        }
        stoppedByHand = true;
        become("DRY", "POST /admin/emergency-stop");
        return health();
    }

    private static String parameter(String query, String name, String otherwise) {
        Matcher matcher = Pattern.compile("&" + name + "=([^&]*)").matcher(query);
        return matcher.find() ? URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8) : otherwise;
    }

    private String option(String name) {
        return options.getOrDefault(name, "");
    }

    private int number(String name) {
        return Integer.parseInt(option(name));
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "demo-bot");
        thread.setDaemon(true);
        thread.start();
    }

    private void every(long ms, Runnable work) {
        inBackground(() -> {
            while (open(ms)) {
                work.run();
            }
        });
    }

    /** Waits; whether the bot is still open then. */
    private boolean open(long ms) {
        try {
            return !closed.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private record Reply(int status, String body) {}
}

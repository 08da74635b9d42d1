package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Access;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.soak.SoakRules;
import io.github.slowatchdog.stop.FlagDocument;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A whole configuration (SPEC 6), valid, with defaults, variables and environment filled in for the one phase that runs.
 *
 * @param phase the one that runs
 * @param phases all of them, in the order of the file
 * @param hash of everything read, so that two watchdogs can be told to run the same configuration
 */
public record Settings(
        String name,
        Prometheus prometheus,
        Optional<Bot> bot,
        Stop stop,
        Optional<Alertmanager> alertmanager,
        Optional<Grafana> grafana,
        Http http,
        Optional<Path> journal,
        Log log,
        Phase phase,
        List<Phase> phases,
        List<Group> groups,
        String hash) {

    /** The metric store. */
    public record Prometheus(
            URI url,
            Duration timeout,
            long maxResponse,
            Optional<Freshness> freshness,
            Duration maxSkew,
            Map<String, String> params,
            int batch,
            HttpClient client) {

        /** As many as the indexes of all servers take. */
        public static final int MOST_IN_A_BATCH = 100;

        public Prometheus {
            if (batch < 1 || batch > MOST_IN_A_BATCH) {
                throw new IllegalArgumentException("a batch is of 1 to " + MOST_IN_A_BATCH + " selectors");
            }
        }

        /** With batches as large as they may be. */
        public Prometheus(
                URI url,
                Duration timeout,
                long maxResponse,
                Optional<Freshness> freshness,
                Duration maxSkew,
                Map<String, String> params,
                HttpClient client) {
            this(url, timeout, maxResponse, freshness, maxSkew, params, MOST_IN_A_BATCH, client);
        }
    }

    /** Which {@code up} series show that the bot is being read, and how old they may be. */
    public record Freshness(Selector selector, Duration maxAge) {}

    /** The bot's own metrics. */
    public record Bot(URI metrics, Duration timeout, HttpClient client) {

        /** Asked as anybody may. */
        public Bot(URI metrics, Duration timeout) {
            this(metrics, timeout, HttpClient.PLAIN);
        }
    }

    /** Credentials and TLS of an outgoing HTTP connection, as in Prometheus. */
    public record HttpClient(
            Optional<BasicAuth> basicAuth, Optional<Authorization> authorization, Map<String, Secret> headers, Tls tls)
            implements Access {

        public static final HttpClient PLAIN =
                new HttpClient(Optional.empty(), Optional.empty(), Map.of(), Tls.STANDARD);

        /** What the loader has made of the keys beside an address that the core carries. */
        public static HttpClient of(Access access) {
            return access == Access.PLAIN ? PLAIN : (HttpClient) access;
        }

        /** Everything in it that must not be shown. */
        public Stream<Secret> secrets() {
            return Stream.of(
                            basicAuth.map(BasicAuth::password).stream(),
                            authorization.map(Authorization::credentials).stream(),
                            headers.values().stream())
                    .flatMap(secrets -> secrets);
        }
    }

    /** HTTP basic authentication. */
    public record BasicAuth(String username, Secret password) {}

    /** The Authorization header: type (such as Bearer) and credentials. */
    public record Authorization(String type, Secret credentials) {}

    /** TLS of an outgoing connection. */
    public record Tls(
            Optional<Path> caFile,
            Optional<Path> certFile,
            Optional<Path> keyFile,
            Optional<String> serverName,
            boolean insecureSkipVerify) {

        public static final Tls STANDARD =
                new Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** The kill switch. */
    public record Stop(
            boolean enforced,
            Redis redis,
            Optional<StopHttp> http,
            Optional<Confirm> confirm,
            WhenBlind whenBlind,
            Duration greenFor,
            Optional<Lease> lease) {}

    /** Where the flag is. */
    public record Redis(
            RedisAddress address,
            Optional<String> username,
            Optional<Secret> password,
            Tls tls,
            String key,
            FlagDocument flag,
            Duration timeout) {

        /** The same servers and another flag. */
        public Redis withKey(String other) {
            return new Redis(address, username, password, tls, other, flag, timeout);
        }
    }

    /** The second channel. */
    public record StopHttp(URI url, Optional<Secret> token, Tls tls) {}

    /** How the bot shows that it obeyed. */
    public record Confirm(Indicator indicator, Expectation expect, Duration within) {}

    /** The policy for blindness; there is no default. */
    public record WhenBlind(Duration after, Consequence then) {}

    /** The dead-man lease. */
    public record Lease(String key, Duration ttl) {}

    /**
     * Where alerts are pushed.
     *
     * @param urls every one is told; at least one
     * @param resend an alert that goes on is sent again after this time
     * @param labels put on every alert
     */
    public record Alertmanager(
            List<URI> urls, Duration timeout, Duration resend, SortedMap<String, String> labels, HttpClient client) {

        public Alertmanager {
            urls = List.copyOf(urls);
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        }
    }

    /**
     * Where annotations are put.
     *
     * @param tags put on every annotation
     * @param dashboard the uid of the one dashboard that shows them; empty: all that ask for their tags
     */
    public record Grafana(URI url, Duration timeout, List<String> tags, Optional<String> dashboard, HttpClient client) {

        public Grafana {
            tags = List.copyOf(tags);
        }
    }

    /**
     * Where the watchdog listens.
     *
     * @param port 0: any free one
     * @param external where people reach it; empty: where it listens
     */
    public record Http(String host, int port, Optional<Secret> token, Serving serving, Optional<URI> external) {

        /** Reached where it listens. */
        public Http(String host, int port, Optional<Secret> token, Serving serving) {
            this(host, port, token, serving, Optional.empty());
        }

        /** With what is usual. */
        public Http(String host, int port, Optional<Secret> token) {
            this(host, port, token, Serving.STANDARD);
        }
    }

    /**
     * Whom it serves.
     *
     * @param hosts further names under which it may be asked, where it listens on this machine only
     * @param connections at most so many at once
     * @param listeners at most so many are told events at once
     */
    public record Serving(List<String> hosts, int connections, int listeners, Optional<ServerTls> tls) {

        public static final Serving STANDARD = new Serving(List.of(), 128, 64, Optional.empty());

        public Serving {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * TLS of what it serves.
     *
     * @param clientCaFile whose certificates a client must show one of; empty: none is asked for
     */
    public record ServerTls(Path certFile, Path keyFile, Optional<Path> clientCaFile) {}

    /** How it logs. */
    public record Log(Format format, Level level) {
        public enum Format {
            TEXT,
            JSON
        }

        public enum Level {
            DEBUG,
            INFO,
            WARN,
            ERROR
        }
    }

    /**
     * A stage of the rollout.
     *
     * @param build the label value of this metric is the bot's build
     */
    public record Phase(
            String name,
            Optional<String> after,
            Map<String, String> vars,
            SoakRules soak,
            Optional<Indicator.State> build) {

        /** The same without what only the soak itself needs. */
        public io.github.slowatchdog.soak.Phase inOrder() {
            return new io.github.slowatchdog.soak.Phase(name, after, build.isPresent());
        }
    }

    /** Objectives that are measured together. */
    public record Group(String name, Duration interval, List<Objective> objectives) {}
}

package io.github.slowatchdog.config;

import io.github.slowatchdog.config.RedisAddress.Kind;
import io.github.slowatchdog.config.RedisAddress.Node;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code stop.redis.url}: {@code redis[s]://[user:password@]host[:port][/db]}, {@code redis[s]-sentinel://h1,h2/master[/db]},
 * {@code redis[s]-cluster://h1,h2}. Its messages never repeat the address, which may hold a password.
 */
record RedisUrl(RedisAddress address, Optional<String> username, Optional<String> password) {

    private static final Pattern FORM =
            Pattern.compile("(redis|rediss)(-sentinel|-cluster)?://(?:([^/]*)@)?([^/@]*)(/[^?#]*)?");
    private static final Pattern NODE = Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[a-zA-Z0-9._-]+)(?::(\\d{1,5}))?");
    private static final Pattern DATABASE = Pattern.compile("\\d{1,5}");
    private static final String EXAMPLES =
            "write redis://HOST:6379/0, rediss://HOST:6379, redis-sentinel://H1:26379,H2:26379/MASTER or redis-cluster://H1:6379,H2:6379";

    static Optional<RedisUrl> read(Cursor value) {
        return Scalars.line(value).flatMap(text -> {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                return value.wrong("it is not the address of a Redis server", EXAMPLES);
            }
            try {
                return Optional.of(of(form));
            } catch (IllegalArgumentException e) {
                return value.wrong(String.valueOf(e.getMessage()), EXAMPLES);
            }
        });
    }

    /** @throws IllegalArgumentException with a message that repeats nothing of the address */
    private static RedisUrl of(Matcher form) {
        Kind kind =
                form.group(2) == null ? Kind.SINGLE : form.group(2).equals("-sentinel") ? Kind.SENTINEL : Kind.CLUSTER;
        List<Node> nodes = nodes(form.group(4), kind == Kind.SENTINEL ? 26_379 : 6_379);
        if (kind == Kind.SINGLE && nodes.size() > 1) {
            throw new IllegalArgumentException("several servers need redis-sentinel:// or redis-cluster://");
        }
        List<String> path = path(form.group(5));
        String master = "";
        if (kind == Kind.SENTINEL) {
            if (path.isEmpty()) {
                throw new IllegalArgumentException("the name of the master is missing");
            }
            master = decoded(path.get(0));
            path = path.subList(1, path.size());
        }
        int database = database(path);
        if (kind == Kind.CLUSTER && database != 0) {
            throw new IllegalArgumentException("a cluster has no database but 0");
        }
        boolean tls = form.group(1).equals("rediss");
        return withUser(new RedisAddress(kind, nodes, master, database, tls), Optional.ofNullable(form.group(3)));
    }

    private static RedisUrl withUser(RedisAddress address, Optional<String> userInfo) {
        if (userInfo.isEmpty()) {
            return new RedisUrl(address, Optional.empty(), Optional.empty());
        }
        String info = userInfo.get();
        int colon = info.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("before the @ stands no password (USER:PASSWORD@ or :PASSWORD@)");
        }
        return new RedisUrl(
                address,
                Optional.of(decoded(info.substring(0, colon))).filter(user -> !user.isEmpty()),
                Optional.of(decoded(info.substring(colon + 1))));
    }

    private static List<Node> nodes(String hosts, int defaultPort) {
        List<Node> nodes = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            Matcher node = NODE.matcher(host);
            if (!node.matches()) {
                throw new IllegalArgumentException("a host is missing or misspelt");
            }
            int port = node.group(2) == null ? defaultPort : Integer.parseInt(node.group(2));
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("a port is not between 1 and 65535");
            }
            nodes.add(new Node(node.group(1).replaceAll("[\\[\\]]", ""), port));
        }
        return nodes;
    }

    private static List<String> path(@org.jspecify.annotations.Nullable String path) {
        return path == null || path.equals("/")
                ? List.of()
                : List.of(path.substring(1).split("/", -1));
    }

    private static int database(List<String> path) {
        if (path.isEmpty()) {
            return 0;
        }
        if (path.size() > 1 || !DATABASE.matcher(path.get(0)).matches()) {
            throw new IllegalArgumentException("the database is not a number");
        }
        return Integer.parseInt(path.get(0));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a % is not followed by two hexadecimal digits", e);
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }
}

package io.github.slowatchdog.http;

import io.github.slowatchdog.config.Settings;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names under which the server may be asked. A page of somebody else, open in a browser on this machine, can have its own name
 * lead to 127.0.0.1 and then read what is served there (DNS rebinding); the name in the Host header gives it away. Who listens
 * beyond this machine is asked under names that only the network knows; and over TLS such a page has no certificate for its name.
 */
final class Hosts {

    /** What no name of the public Internet ends with (RFC 6761, 6762, 9476; ICANN's .internal; Kubernetes' .svc). */
    private static final List<String> NOT_PUBLIC =
            List.of(".localhost", ".local", ".internal", ".svc", ".test", ".alt");

    /** Whether a page of somebody else could reach it. */
    private final boolean reached;

    private final Set<String> named;

    /** @param settings the host that is listened on, further names, of a proxy that hands the name on, and whether there is TLS */
    Hosts(Settings.Http settings) {
        this.reached = settings.serving().tls().isEmpty() && isLoopback(settings.host());
        this.named = settings.serving().hosts().stream().map(Hosts::plain).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isLoopback(String listen) {
        try {
            return Stream.of(InetAddress.getAllByName(listen)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false; // then there is nothing to listen on
        }
    }

    /** Whether this request may be answered. */
    boolean admit(HttpServerRequest request) {
        HostAndPort asked = request.authority();
        return !reached || asked == null || isKnown(plain(asked.host()));
    }

    private boolean isKnown(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return host.indexOf('.') < 0 && bare.indexOf(':') < 0
                || NetUtil.isValidIpV4Address(bare)
                || NetUtil.isValidIpV6Address(bare)
                || NOT_PUBLIC.stream().anyMatch(host::endsWith)
                || named.contains(host);
    }

    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}

package io.github.slowatchdog.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The paths there are, each with the methods that it takes: other methods and paths are told which. */
final class Routes {

    private final Router router;
    private final List<String> paths = new ArrayList<>();

    Routes(Router router) {
        this.router = router;
    }

    /** A path that is read with GET and HEAD, and nothing else. */
    void get(String path, Consumer<RoutingContext> handler) {
        add(path, Map.of("GET", handler, "HEAD", handler));
    }

    /** A path that takes orders by POST. */
    void post(String path, Consumer<RoutingContext> handler) {
        add(path, Map.of("POST", handler));
    }

    /** A question that may also be asked by POST, since hooks do so; nothing is changed by it. */
    void getOrPost(String path, Consumer<RoutingContext> handler) {
        add(path, Map.of("GET", handler, "HEAD", handler, "POST", handler));
    }

    private void add(String path, Map<String, Consumer<RoutingContext>> methods) {
        paths.add(path);
        Map<String, Consumer<RoutingContext>> sorted = new TreeMap<>(methods);
        sorted.forEach((method, handler) ->
                router.route(HttpMethod.valueOf(method), path).handler(handler::accept));
        String allow = String.join(", ", sorted.keySet()) + ", OPTIONS";
        router.route(path).handler(ctx -> {
            ctx.response().putHeader(HttpHeaders.ALLOW, allow);
            if (ctx.request().method().equals(HttpMethod.OPTIONS)) {
                ctx.response().setStatusCode(204).end();
            } else {
                Answers.error(ctx.response(), 405, "method_not_allowed", "this path takes " + allow);
            }
        });
    }

    /** To be called last. */
    void elseNotFound() {
        String there =
                paths.stream().map(path -> path.replaceAll(":(\\w+)", "{$1}")).collect(Collectors.joining(", "));
        router.route()
                .handler(ctx -> Answers.error(
                        ctx.response(), 404, "not_found", "there is nothing at this path; there are " + there));
    }

    /** Only for clients that take JSON; one that does not say takes everything. */
    static Consumer<RoutingContext> json(Consumer<RoutingContext> handler) {
        return ctx -> {
            List<MIMEHeader> accept = ctx.parsedHeaders().accept();
            if (accept.isEmpty() || accept.stream().anyMatch(Routes::takesJson)) {
                handler.accept(ctx);
            } else {
                Answers.error(ctx.response(), 406, "not_acceptable", "what is here is application/json");
            }
        };
    }

    private static boolean takesJson(MIMEHeader type) {
        return type.weight() > 0
                && (type.component().equals("*") || type.component().equalsIgnoreCase("application"))
                && (type.subComponent().equals("*") || type.subComponent().equalsIgnoreCase("json"));
    }
}

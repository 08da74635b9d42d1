package io.github.slowatchdog.preflight;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.client.Call;
import io.github.slowatchdog.client.HttpCaller;
import io.github.slowatchdog.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the servers answer by which people are told. Only questions: nobody is told anything.
 *
 * @param alertmanagers of each, its status, in the order of the configuration
 * @param grafana whether it is well, and whether this watchdog may read its annotations; that it may write them only an annotation
 *     would tell
 */
record TellingLook(List<Answer> alertmanagers, Optional<Grafana> grafana) {

    private static final long MAX_BYTES = 1024 * 1024L;

    /** What Grafana answers. */
    record Grafana(Answer health, Answer annotations) {}

    static Future<TellingLook> at(Vertx vertx, Settings settings) {
        Future<List<Answer>> alertmanagers =
                settings.alertmanager().map(at -> alertmanagers(vertx, at)).orElse(Future.succeededFuture(List.of()));
        Future<Optional<Grafana>> grafana = settings.grafana()
                .map(at -> grafana(vertx, at).map(Optional::of))
                .orElse(Future.succeededFuture(Optional.empty()));
        return Future.all(alertmanagers, grafana)
                .map(done -> new TellingLook(alertmanagers.result(), grafana.result()));
    }

    private static Future<List<Answer>> alertmanagers(Vertx vertx, Settings.Alertmanager at) {
        HttpCaller caller = HttpCaller.create(vertx, at.client(), 1);
        List<Future<Answer>> asked = new ArrayList<>();
        for (URI url : at.urls()) {
            asked.add(caller.call(Call.get(Call.below(url, "/api/v2/status"), at.timeout(), MAX_BYTES)));
        }
        return Future.all(asked)
                .map(done -> asked.stream().map(Future::result).toList())
                .onComplete(done -> caller.close());
    }

    private static Future<Grafana> grafana(Vertx vertx, Settings.Grafana at) {
        HttpCaller caller = HttpCaller.create(vertx, at.client(), 2);
        Future<Answer> health = caller.call(Call.get(Call.below(at.url(), "/api/health"), at.timeout(), MAX_BYTES));
        Future<Answer> annotations =
                caller.call(Call.get(Call.below(at.url(), "/api/annotations?limit=1"), at.timeout(), MAX_BYTES));
        return Future.all(health, annotations)
                .map(done -> new Grafana(health.result(), annotations.result()))
                .onComplete(done -> caller.close());
    }
}

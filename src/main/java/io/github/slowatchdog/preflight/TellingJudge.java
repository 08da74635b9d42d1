package io.github.slowatchdog.preflight;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.config.Place;
import io.github.slowatchdog.config.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether people can be told, as far as asking shows. Pure. */
final class TellingJudge {

    private final Places places;
    private final List<Finding> findings = new ArrayList<>();
    private boolean unreachable;

    private TellingJudge(Places places) {
        this.places = places;
    }

    /** @param unreachable whether an Alertmanager did not answer */
    record Told(List<Finding> findings, boolean unreachable) {}

    static Told of(TellingLook look, Places places) {
        TellingJudge judge = new TellingJudge(places);
        for (int i = 0; i < look.alertmanagers().size(); i++) {
            judge.alertmanager(
                    look.alertmanagers().get(i), places.setting("alertmanager", "urls", Integer.toString(i)));
        }
        look.grafana().ifPresent(judge::grafana);
        return new Told(judge.findings, judge.unreachable);
    }

    private void alertmanager(Answer answer, Place place) {
        if (answer instanceof Answer.Failed failed) {
            unreachable = true;
            findings.add(new Finding(
                    Code.ALERTMANAGER_UNREACHABLE,
                    place,
                    failed.detail(),
                    "start it, or correct the address or tls_config"));
        } else {
            refused(answer)
                    .ifPresent(said -> findings.add(new Finding(
                            Code.ALERTMANAGER_REFUSES,
                            place,
                            "/api/v2/status is answered with " + said,
                            "correct the path prefix or the credentials")));
        }
    }

    private void grafana(TellingLook.Grafana grafana) {
        Place place = places.setting("grafana", "url");
        if (grafana.health() instanceof Answer.Failed failed) {
            findings.add(new Finding(
                    Code.GRAFANA_UNREACHABLE,
                    place,
                    failed.detail(),
                    "start it, or correct the address or tls_config"));
            return;
        }
        refused(grafana.health())
                .map(said -> "/api/health is answered with " + said)
                .or(() -> refused(grafana.annotations()).map(said -> "/api/annotations is answered with " + said))
                .ifPresent(
                        what -> findings.add(
                                new Finding(
                                        Code.GRAFANA_REFUSES,
                                        place,
                                        what,
                                        "correct the path prefix, or give the service account of the token the right to write annotations")));
    }

    private static Optional<String> refused(Answer answer) {
        if (answer instanceof Answer.Failed failed) {
            return Optional.of("nothing: " + failed.detail());
        }
        Answer.Ok ok = (Answer.Ok) answer;
        return ok.isSuccess()
                ? Optional.empty()
                : Optional.of(
                        "HTTP " + ok.status() + ": " + Excerpt.of(ok.body().toString()));
    }
}

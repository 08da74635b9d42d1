package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Objective;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What became of breaches that were made up, for a person or a machine. */
public final class InjectionReport {

    private InjectionReport() {}

    /** A line for an objective; where something was not seen, one more for each. */
    public static String text(Injection.Injected injected) {
        Objective objective = injected.objective();
        StringBuilder text = new StringBuilder(injected.isSeen() ? "seen      " : "NOT SEEN  ");
        text.append(objective.name()).append(": ").append(objective.indicator().kind());
        text.append(" \"").append(objective.expect().text()).append("\", ");
        text.append(objective.shadow() ? "shadow" : objective.onBreach().word());
        text.append(injected.breaches().isEmpty() ? "" : ": " + String.join(", ", injected.breaches()));
        injected.problems().forEach(problem -> text.append("\n    ").append(problem));
        return text.toString();
    }

    /** The same as one object. */
    public static JsonObject json(Injection.Injected injected) {
        return new JsonObject()
                .put("slo", injected.objective().name())
                .put("kind", injected.objective().indicator().kind())
                .put("expect", injected.objective().expect().text())
                .put("seen", injected.isSeen())
                .put("breaches", new JsonArray(injected.breaches()))
                .put("problems", new JsonArray(injected.problems()));
    }
}

package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.http.Reloading.Outcome;
import io.github.slowatchdog.watch.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how a reload ended: an event in log and journal, and every problem of the files in the log. */
final class ReloadNotes {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadNotes.class);
    /** An event holds 48 KiB. */
    private static final int LISTED = 50;

    private final Chronicle chronicle;

    ReloadNotes(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    Outcome reloaded(String trigger, Settings before, Change change) {
        Map<String, Object> data = start(true, trigger, before);
        data.put("after", change.settings().hash());
        data.put("phase", change.settings().phase().name());
        list(data, "anew", change.anew());
        list(data, "gone", change.gone());
        list(data, "need_restart", change.needRestart());
        chronicle.tell(Event.Level.INFO, "reload", data);
        if (!change.needRestart().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("keys", String.join(", ", change.needRestart()))
                    .log("these keep their old value until a restart");
        }
        return new Outcome.Reloaded(
                before.hash(), change.settings().hash(), change.anew(), change.gone(), change.needRestart());
    }

    Outcome invalid(String trigger, Settings inForce, Loaded.Invalid invalid) {
        for (Problem problem : invalid.problems()) {
            LOG.atError()
                    .addKeyValue("at", problem.place())
                    .addKeyValue("path", problem.path())
                    .addKeyValue("what", problem.what())
                    .addKeyValue("fix", problem.fix())
                    .log("configuration problem");
        }
        Map<String, Object> data = start(false, trigger, inForce);
        int count = invalid.problems().size();
        data.put("why", count + (count == 1 ? " problem" : " problems") + "; the configuration before stays in force");
        List<String> problems = invalid.problems().stream()
                .map(problem -> problem.toString().replace("\n    fix: ", "; fix: "))
                .toList();
        list(data, "problems", problems);
        chronicle.tell(Event.Level.ERROR, "reload", data);
        return new Outcome.Invalid(problems);
    }

    Outcome refused(String trigger, Settings inForce, String code, String why) {
        Map<String, Object> data = start(false, trigger, inForce);
        data.put("refused", code);
        data.put("why", why);
        chronicle.tell(Event.Level.ERROR, "reload", data);
        return new Outcome.Refused(code, why);
    }

    private static Map<String, Object> start(boolean ok, String trigger, Settings before) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("ok", ok);
        data.put("trigger", trigger);
        data.put("before", before.hash());
        return data;
    }

    private static void list(Map<String, Object> data, String name, List<String> items) {
        data.put(name, items.subList(0, Math.min(items.size(), LISTED)));
        if (items.size() > LISTED) {
            data.put(name + "_not_shown", items.size() - LISTED);
        }
    }
}

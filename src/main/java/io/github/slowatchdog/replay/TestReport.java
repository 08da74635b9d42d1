package io.github.slowatchdog.replay;

import io.github.slowatchdog.config.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What tests of rules came to, for a person or a machine. */
public final class TestReport {

    /** So much of a difference is shown; a file may have thousands. */
    private static final int MOST = 20;

    private TestReport() {}

    /** Whether a test has passed. */
    public static boolean isPassed(RuleTest.Result result) {
        return result instanceof RuleTest.Result.Ran ran && ran.differences().isEmpty();
    }

    /** A line for a test that passed; for another one what was expected, what is, and where. */
    public static String text(RuleTest.Result result) {
        if (result instanceof RuleTest.Result.Invalid invalid) {
            StringBuilder text = new StringBuilder("INVALID  " + invalid.file());
            invalid.problems().stream()
                    .limit(MOST)
                    .forEach(problem ->
                            text.append("\n  ").append(problem.toString().replace("\n", "\n  ")));
            return text.append(more(invalid.problems().size())).toString();
        }
        List<RuleTest.Difference> differences = ((RuleTest.Result.Ran) result).differences();
        StringBuilder text = new StringBuilder((differences.isEmpty() ? "ok       " : "FAILED   ") + result.file());
        differences.stream().limit(MOST).forEach(one -> text.append("\n  ").append(text(result.file(), one)));
        return text.append(more(differences.size())).toString();
    }

    private static String text(String file, RuleTest.Difference one) {
        return file + ":" + one.line() + ":" + one.column() + ": "
                + (one.at().isEmpty() ? "the transcript differs from here on" : "at " + one.at())
                + "\n    expected  " + one.expected() + "\n    is        " + one.actual()
                + (one.more().isEmpty() ? "" : "\n    why       " + one.more());
    }

    private static String more(int all) {
        return all > MOST ? "\n  ... and " + (all - MOST) + " more" : "";
    }

    /** The same as one object. */
    public static JsonObject json(RuleTest.Result result) {
        JsonObject json = new JsonObject().put("file", result.file()).put("passed", isPassed(result));
        if (result instanceof RuleTest.Result.Invalid invalid) {
            JsonArray problems = new JsonArray();
            for (Problem problem : invalid.problems()) {
                problems.add(new JsonObject()
                        .put("file", problem.file())
                        .put("line", problem.line())
                        .put("column", problem.column())
                        .put("path", problem.path())
                        .put("what", problem.what())
                        .put("fix", problem.fix()));
            }
            return json.put("problems", problems);
        }
        JsonArray differences = new JsonArray();
        for (RuleTest.Difference one : ((RuleTest.Result.Ran) result).differences()) {
            differences.add(new JsonObject()
                    .put("line", one.line())
                    .put("column", one.column())
                    .put("at", one.at())
                    .put("expected", one.expected())
                    .put("actual", one.actual())
                    .put("why", one.more()));
        }
        return json.put("differences", differences);
    }
}

package io.github.slowatchdog.config;

import com.google.re2j.Pattern;
import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan.
 *
 * @param name unique in the plan
 * @param place where it stands
 * @param patience how long it may take to be as expected, and has to stay so
 * @param require if it does not pass, nothing after it is run
 * @param shadow it is made and shown, and never fails
 * @param when only while this holds
 * @param skippable whether it does not matter when the condition does not hold; else the plan stays inconclusive
 * @param save the name under which its values are kept when it has passed
 */
public record PlanStep(
        String name,
        Place place,
        Optional<String> summary,
        Task task,
        Patience patience,
        boolean require,
        boolean shadow,
        Optional<Condition> when,
        boolean skippable,
        Optional<String> save,
        Optional<Compare> compare) {

    /** Whether it says yes or no to anything. */
    public boolean isCheck() {
        return !(task instanceof Wait);
    }

    /** Where a step stands, for what turns out later. */
    public record Place(String file, int line, int column, String path) {

        /** Something that is wrong with the step. */
        public Problem problem(String what, String fix) {
            return new Problem(file, line, column, path, what, fix);
        }
    }

    /**
     * How often a step is tried.
     *
     * @param within it must be as expected by then; empty: at once
     * @param hold it must stay as expected for so long; empty: not at all
     * @param interval from one try to the next
     */
    public record Patience(Optional<Duration> within, Optional<Duration> hold, Duration interval) {

        public static final Duration INTERVAL = Duration.ofSeconds(1);
        public static final Patience NONE = new Patience(Optional.empty(), Optional.empty(), INTERVAL);
    }

    /**
     * A value is held against one that was kept before.
     *
     * @param with the name it was kept under
     * @param tolerance how far a number may be off; 0: not at all
     * @param relative whether the tolerance is a share of the value kept
     */
    public record Compare(String with, double tolerance, boolean relative) {}

    /** What a step does. */
    public sealed interface Task {

        /** The key in plans. */
        String kind();
    }

    /**
     * Requests to one address.
     *
     * @param times how often; each answer must be as expected
     * @param parallel all at once instead of one after the other
     */
    public record Http(
            String method,
            URI url,
            Optional<Body> body,
            Optional<String> contentType,
            Settings.HttpClient client,
            Optional<Hmac> hmac,
            Duration timeout,
            int times,
            boolean parallel,
            HttpExpect expect)
            implements Task {
        @Override
        public String kind() {
            return "http";
        }
    }

    /** The body of a request. */
    public sealed interface Body {
        /** As it was written. */
        record Text(String text) implements Body {}

        /** @param value maps, lists, text, numbers, booleans, null */
        record Json(@Nullable Object value) implements Body {}
    }

    /** A signature over the body of the request. */
    public record Hmac(String header, Secret secret, Algorithm algorithm, Encoding encoding, String prefix) {

        /** Which hash. */
        public enum Algorithm {
            SHA1,
            SHA256,
            SHA512
        }

        /** How the signature is written. */
        public enum Encoding {
            HEX,
            BASE64
        }
    }

    /**
     * What is expected of an answer.
     *
     * @param paths JSONPaths, of which every match must be as expected
     * @param seconds how long it may take
     */
    public record HttpExpect(
            Expectation status,
            SortedMap<String, Expectation> paths,
            SortedMap<String, Expectation> headers,
            Optional<TextExpect> body,
            Optional<Expectation> seconds) {

        /** Success, whatever comes with it. */
        public static final HttpExpect SUCCESS = new HttpExpect(
                Expectation.parse("in [200, 299]"),
                new TreeMap<>(),
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty());
    }

    /** What is expected of a text: as a whole, or of what can be found in it. */
    public record TextExpect(Optional<Expectation> whole, List<Pattern> must, List<Pattern> mustNot) {
        public TextExpect {
            must = List.copyOf(must);
            mustNot = List.copyOf(mustNot);
        }
    }

    /**
     * Lines of a log.
     *
     * @param file empty: standard input
     * @param since how old a line may be; empty: only what came since the plan began
     */
    public record Log(Optional<Path> file, Since since, List<Pattern> must, List<Pattern> mustNot, boolean inOrder)
            implements Task {
        public Log {
            must = List.copyOf(must);
            mustNot = List.copyOf(mustNot);
        }

        @Override
        public String kind() {
            return "log";
        }
    }

    /** Which lines count. */
    public sealed interface Since {
        /** Those written since the plan began. */
        record Start() implements Since {}

        /** All. */
        record All() implements Since {}

        /** Those with a time of at most so long ago, and what follows them. */
        record Ago(Duration length) implements Since {}
    }

    /**
     * A program.
     *
     * @param run the program and its arguments; with a shell one text
     * @param dir where it runs; empty: where the command was started
     */
    public record Exec(
            List<String> run,
            boolean shell,
            Duration timeout,
            Optional<Path> dir,
            Map<String, String> env,
            Optional<String> stdin,
            Expectation exit,
            Optional<TextExpect> stdout,
            Optional<TextExpect> stderr)
            implements Task {
        public Exec {
            run = List.copyOf(run);
            env = Map.copyOf(env);
        }

        @Override
        public String kind() {
            return "exec";
        }
    }

    /** The flag in Redis, as JSON. */
    public record Flag(SortedMap<String, Expectation> paths) implements Task {
        @Override
        public String kind() {
            return "flag";
        }
    }

    /** A person's word. */
    public record Attest(Optional<String> role, Optional<String> statement) implements Task {
        @Override
        public String kind() {
            return "attest";
        }
    }

    /** Nothing, for a while. */
    public record Wait(Duration length) implements Task {
        @Override
        public String kind() {
            return "wait";
        }
    }

    /**
     * An indicator of SPEC 3.
     *
     * @param expect empty: only kept or compared
     */
    public record Measure(Indicator indicator, Optional<Expectation> expect, Lane lane, NoData noData) implements Task {
        @Override
        public String kind() {
            return indicator.kind();
        }
    }
}

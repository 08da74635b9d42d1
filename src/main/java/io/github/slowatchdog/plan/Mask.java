package io.github.slowatchdog.plan;

import com.google.re2j.Pattern;
import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.slo.Value;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Takes what is secret out of evidence: values that are known to be secret, members of JSON and parameters of addresses that are
 * named like secrets, and tokens behind the word Bearer. In linear time: the texts are foreign.
 */
final class Mask {

    static final String SECRET = "<secret>";

    private static final int SHORTEST = 4;
    private static final String NAMES =
            "(?:[a-z0-9_.-]*(?:password|passwd|secret|token|api[_-]?key|private[_-]?key|credential|signature|cookie)"
                    + "[a-z0-9_.-]*)";
    private static final Pattern NAME = Pattern.compile(NAMES);
    /** Where a secret is, which is none. */
    private static final Pattern PLACE = Pattern.compile(".*_(?:file|path|dir|url)");

    private static final Pattern JSON =
            Pattern.compile("(\"" + NAMES + "\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)+", Pattern.CASE_INSENSITIVE);
    /** The same in a text that is a member of JSON itself. */
    private static final Pattern QUOTED =
            Pattern.compile("(\\\\\"" + NAMES + "\\\\\"\\s*:\\s*\\\\\")[^\"\\\\]+", Pattern.CASE_INSENSITIVE);

    private static final Pattern ASSIGNED =
            Pattern.compile("(\\b" + NAMES + "=)[^\\s&\"',;]+", Pattern.CASE_INSENSITIVE);
    /** A line of YAML or a header, and an option of a command. */
    private static final Pattern STATED = Pattern.compile(
            "(^[ \\t]*" + NAMES + ": +|--" + NAMES + " +)[^\\s\"',;{\\[<]+",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    /** A password in an address. */
    private static final Pattern USER = Pattern.compile("(://[^\\s/:@\"]*:)[^\\s/@\"]+(@)");

    private static final Pattern BEARER =
            Pattern.compile("(\\b(?:bearer|basic) )[a-z0-9._~+/=-]{8,}", Pattern.CASE_INSENSITIVE);
    /** Numbers, switches and addresses say how a system is laid out, and are what evidence is about. */
    private static final Pattern HARMLESS =
            Pattern.compile("[0-9.:]{1,15}|true|false|https?://[^@?#\\s]*|[a-z]{1,12}|/[a-z0-9/._-]*");

    private final List<String> secrets;

    /** @param secrets known values; what is too short or too plain to be a secret is left out */
    Mask(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .flatMap(secret -> Stream.of(secret, secret.strip()))
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Whether a value of the environment may be a secret. */
    static boolean isSecret(String value) {
        return !HARMLESS.matcher(value).matches();
    }

    /** Whether a variable of the environment is named like a secret. */
    static boolean isNamedLikeSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAME.matcher(lower).matches() && !PLACE.matcher(lower).matches();
    }

    /** What was found under a name, as evidence shows it; that nothing was is no secret. */
    static String shown(String name, Value value) {
        return value instanceof Value.Absent || !namesSecret(name) ? value.toString() : SECRET;
    }

    /** Whether a header, or a member in a JSONPath, is named like a secret. */
    static boolean namesSecret(String path) {
        return Stream.of(path.split("[^A-Za-z0-9_-]+")).anyMatch(Mask::isNamedLikeSecret);
    }

    String text(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, SECRET);
        }
        masked = JSON.matcher(masked).replaceAll("$1" + SECRET);
        masked = QUOTED.matcher(masked).replaceAll("$1" + SECRET);
        masked = ASSIGNED.matcher(masked).replaceAll("$1" + SECRET);
        masked = STATED.matcher(masked).replaceAll("$1" + SECRET);
        masked = USER.matcher(masked).replaceAll("$1" + SECRET + "$2");
        return BEARER.matcher(masked).replaceAll("$1" + SECRET);
    }

    /** The beginning of a text, on one line; what is secret is taken out before it is cut, so that no half of it is left. */
    String excerpt(String text, int length) {
        return Excerpt.of(text(Finding.bounded(text)), length);
    }
}

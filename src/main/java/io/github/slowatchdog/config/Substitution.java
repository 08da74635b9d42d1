package io.github.slowatchdog.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the environment and, in rule files, the variables of the phase into a scalar. What is filled in is not looked at
 * again.
 *
 * <pre>
 * ${ENV:NAME}            the environment variable, which must be set
 * ${ENV:NAME:-default}   likewise, or the default where it is unset or empty
 * ${variable}            of the phase
 * $${                    a literal ${
 * ${1}                   PromQL's own: stays
 * </pre>
 */
final class Substitution {

    private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([^}]*+)(}?)");
    private static final Pattern ENVIRONMENT =
            Pattern.compile("ENV:([A-Za-z_][A-Za-z0-9_]*+)(?::-(.*+))?", Pattern.DOTALL);
    private static final Pattern DIGITS = Pattern.compile("[0-9]++");

    /** The name of a variable. */
    static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*+");

    /** A scalar with everything filled in; what came from the environment may be secret and is not shown. */
    record Filled(String text, boolean fromEnvironment) {}

    /** Variables a scalar may name. */
    private sealed interface Scope {
        record None() implements Scope {}

        record Unknown() implements Scope {}

        record Known(Map<String, Optional<Filled>> variables, String owner) implements Scope {}
    }

    /** A reference that cannot be filled in. */
    static final class Unresolved extends Exception {
        private static final long serialVersionUID = 1L;
        private final String fix;

        Unresolved(String what, String fix) {
            super(what);
            this.fix = fix;
        }

        String fix() {
            return fix;
        }
    }

    private final Function<String, Optional<String>> environment;
    private final Scope scope;

    private Substitution(Function<String, Optional<String>> environment, Scope scope) {
        this.environment = environment;
        this.scope = scope;
    }

    /** For a configuration file: the environment only. */
    static Substitution ofEnvironment(Function<String, Optional<String>> environment) {
        return new Substitution(environment, new Scope.None());
    }

    /** For rule files; scalars with a variable whose value could not be read are passed over. */
    Substitution withVariables(Map<String, Optional<Filled>> variables) {
        return withVariables(variables, "the phase that runs");
    }

    /**
     * The same.
     *
     * @param owner in whose {@code vars} they stand
     */
    Substitution withVariables(Map<String, Optional<Filled>> variables, String owner) {
        return new Substitution(environment, new Scope.Known(Map.copyOf(variables), owner));
    }

    /** For rule files when no phase could be told: scalars with variables are passed over. */
    Substitution withUnknownVariables() {
        return new Substitution(environment, new Scope.Unknown());
    }

    /**
     * Fills in.
     *
     * @return empty if a variable is needed whose value is not known, which was told elsewhere
     * @throws Unresolved if a reference names nothing
     */
    Optional<Filled> fill(String written) throws Unresolved {
        if (!written.contains("${")) {
            return Optional.of(new Filled(written, false));
        }
        Matcher reference = REFERENCE.matcher(written);
        StringBuilder text = new StringBuilder();
        boolean fromEnvironment = false;
        while (reference.find()) {
            Optional<Filled> value = value(reference);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            fromEnvironment |= value.get().fromEnvironment();
            reference.appendReplacement(
                    text, Matcher.quoteReplacement(value.get().text()));
        }
        return Optional.of(new Filled(reference.appendTail(text).toString(), fromEnvironment));
    }

    /** Whether anything is filled into a text that is more than the one reference. */
    static boolean isMixed(String written) {
        return REFERENCE
                .matcher(written)
                .results()
                .filter(reference -> reference.group(1).isEmpty()
                        && !DIGITS.matcher(reference.group(2)).matches())
                .anyMatch(reference -> !reference.group().equals(written.strip()));
    }

    private Optional<Filled> value(Matcher reference) throws Unresolved {
        if (!reference.group(1).isEmpty()) {
            return Optional.of(new Filled(reference.group().substring(1), false));
        }
        String name = reference.group(2);
        if (reference.group(3).isEmpty()) {
            throw new Unresolved("a ${ is not closed", "close it with }, or write $${ for a literal ${");
        }
        if (DIGITS.matcher(name).matches()) {
            return Optional.of(new Filled(reference.group(), false));
        }
        return name.startsWith("ENV:") ? Optional.of(environment(name)) : variable(name);
    }

    private Filled environment(String name) throws Unresolved {
        Matcher parts = ENVIRONMENT.matcher(name);
        if (!parts.matches()) {
            throw new Unresolved(
                    "not a reference to the environment: it is not of the form ${ENV:NAME}",
                    "write ${ENV:NAME} or ${ENV:NAME:-default}");
        }
        Optional<String> set = environment.apply(parts.group(1));
        Optional<String> otherwise = Optional.ofNullable(parts.group(2));
        // as in a shell: with :- an empty variable counts as unset
        Optional<String> value = otherwise.isEmpty() ? set : set.filter(text -> !text.isEmpty());
        if (value.isPresent()) {
            return new Filled(value.get(), true);
        }
        return new Filled(
                otherwise.orElseThrow(() -> new Unresolved(
                        "the environment variable " + parts.group(1) + " is not set",
                        "set it, or write ${ENV:" + parts.group(1) + ":-default}")),
                true);
    }

    private Optional<Filled> variable(String name) throws Unresolved {
        if (scope instanceof Scope.None) {
            // the name is not shown: it may be a piece of a password
            throw new Unresolved(
                    "a variable cannot stand here: variables belong in rule files",
                    "write the value itself or ${ENV:NAME}; for a literal ${ write $${");
        }
        if (!VARIABLE.matcher(name).matches()) {
            throw new Unresolved(
                    Quote.of("${" + name + "}") + " does not name a variable",
                    "write ${variable} or ${ENV:NAME}; for a literal ${ write $${");
        }
        if (!(scope instanceof Scope.Known known)) {
            return Optional.empty();
        }
        Optional<Filled> value = known.variables().getOrDefault(name, Optional.empty());
        if (value.isEmpty() && !known.variables().containsKey(name)) {
            throw new Unresolved("unknown variable " + Quote.of(name), unknownFix(name, known));
        }
        return value;
    }

    private static String unknownFix(String name, Scope.Known known) {
        String names = known.variables().isEmpty()
                ? "it has none"
                : "it has: "
                        + String.join(
                                ", ",
                                known.variables().keySet().stream().sorted().toList());
        return Suggestion.text(name, known.variables().keySet())
                + "add it to the `vars` of " + known.owner() + " ("
                + names
                + ")";
    }
}

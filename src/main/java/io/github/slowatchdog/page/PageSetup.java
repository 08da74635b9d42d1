package io.github.slowatchdog.page;

/**
 * What the pages need to know beside how everything stands.
 *
 * @param recent what happened last
 * @param options of a command by which it finds the configuration of this watchdog, with a space before each
 */
public record PageSetup(Recent recent, String options) {

    /**
     * How a command that a person types finds the configuration.
     *
     * @param name of the option
     * @return the option and its value as words for a shell, with a space before each
     */
    public static String option(String name, String value) {
        return " " + name + " " + Commands.word(value);
    }
}

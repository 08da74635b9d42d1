package io.github.slowatchdog.prometheus;

/** Sample values and times as the API writes them. */
final class Numbers {

    /** The year 9999, in seconds: later times are no times. */
    private static final double LAST_SECOND = 253_402_300_799d;

    private Numbers() {}

    /**
     * A sample value: text such as {@code 1e-05}, {@code NaN}, {@code +Inf}.
     *
     * @throws MalformedAnswer for anything else, also for what only Java takes for a number
     */
    static double value(String text) throws MalformedAnswer {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> decimal(text);
        };
    }

    private static double decimal(String text) throws MalformedAnswer {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Java's parser would also take hexadecimal, a trailing d or f, and surrounding blanks
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                throw new MalformedAnswer("a sample value is not a number");
            }
        }
        try {
            double number = Double.parseDouble(text);
            // a server says Inf where it means it; what is out of range is no value, here as on the bot's page
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new MalformedAnswer("a sample value is not a number");
    }

    /** Seconds since the epoch, as a double is precise enough for until the year 9999, in whole milliseconds. */
    static long millis(double seconds) throws MalformedAnswer {
        if (!(seconds >= 0 && seconds <= LAST_SECOND)) {
            throw new MalformedAnswer("a sample time is not a time");
        }
        return Math.round(seconds * 1000);
    }
}

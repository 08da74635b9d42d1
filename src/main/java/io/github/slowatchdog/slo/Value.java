package io.github.slowatchdog.slo;

/** One value to judge. */
public sealed interface Value {

    /** A number; may be NaN, which meets nothing, or infinite. */
    record Num(double number) implements Value {

        private static final Num ZERO = new Num(0);

        @Override
        public boolean equals(Object other) {
            return other instanceof Num that && Double.compare(number, that.number) == 0;
        }

        @Override
        public int hashCode() {
            return Double.hashCode(number);
        }

        @Override
        public String toString() {
            return format(number);
        }
    }

    /** Text, for {@code state} and {@code probe}. */
    record Text(String text) implements Value {

        /** A probe may bring a whole page; so much of it is shown. */
        static final int SHOWN = 1_000;

        /** The text as people and records are shown it; the beginning of it, if it is long. */
        @Override
        public String toString() {
            return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        }
    }

    /** A value that should be there and is not: no match of a JSONPath. Meets only {@code absent}. */
    record Absent(String why) implements Value {
        @Override
        public String toString() {
            return why;
        }
    }

    /** A value that contradicts itself, such as two active states at once, or none. Meets nothing. */
    record Broken(String why) implements Value {
        @Override
        public String toString() {
            return why;
        }
    }

    static Value of(double number) {
        // nearly every count is 0; -0.0 stays what it is
        return Double.doubleToRawLongBits(number) == 0 ? Num.ZERO : new Num(number);
    }

    static Value of(String text) {
        return new Text(text);
    }

    /** A number as people write it: {@code 3}, {@code 0.005}, {@code NaN}. */
    static String format(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}

package io.github.slowatchdog.promql;

/**
 * A word of an expression.
 *
 * @param from where it begins in the text
 * @param to where it ends, exclusive
 */
record Token(Kind kind, String text, int from, int to) {

    /** What a token is. */
    enum Kind {
        WORD,
        NUMBER,
        DURATION,
        STRING,
        SIGN,
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** Keywords are the same in capital letters. */
    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }
}

package io.github.slowatchdog.page;

import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import java.util.Locale;

/** How something is meant, as a colour. A sign always stands beside it, since not everybody sees colours. */
enum Tone {
    GOOD,
    CALM,
    WARN,
    BLIND,
    BAD;

    /** The class in the style sheet. */
    String styled() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Tone of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> GOOD;
            case IDLE, WAITING -> CALM;
            case PENDING -> WARN;
            case BLIND -> BLIND;
            case BREACH -> BAD;
        };
    }

    static String sign(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "✓";
            case IDLE -> "–";
            case WAITING -> "…";
            case PENDING -> "!";
            case BLIND -> "?";
            case BREACH -> "✕";
        };
    }

    static Tone of(Outcome outcome) {
        return switch (outcome) {
            case MET -> GOOD;
            case IDLE -> CALM;
            case UNKNOWN -> BLIND;
            case MISSED -> BAD;
        };
    }

    static Tone of(SoakVerdict verdict) {
        return switch (verdict) {
            case PASS -> GOOD;
            case SOAKING -> CALM;
            case INCONCLUSIVE -> WARN;
            case FAIL -> BAD;
        };
    }

    static String sign(SoakVerdict verdict) {
        return switch (verdict) {
            case PASS -> "✓";
            case SOAKING -> "…";
            case INCONCLUSIVE -> "?";
            case FAIL -> "✕";
        };
    }
}

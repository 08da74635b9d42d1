package io.github.slowatchdog.page;

import io.github.slowatchdog.html.Tag;
import io.github.slowatchdog.slo.Verdict;

/** A word with its sign and its colour. */
final class Badges {

    private Badges() {}

    static Tag of(Tone tone, String sign, String word) {
        return Tag.of("span", "badge " + tone.styled())
                .add(Tag.of("span", "sign", sign).with("aria-hidden", "true"))
                .text(word);
    }

    static Tag of(Verdict verdict) {
        return of(Tone.of(verdict), Tone.sign(verdict), verdict.word());
    }
}

package io.github.slowatchdog.page;

import io.github.slowatchdog.html.Tag;

/** Names, and what is known under each. */
final class Facts {

    private final Tag list = Tag.of("dl", "facts");

    /** One more. */
    Facts add(String name, String text) {
        return add(name, Tag.of("dd").text(text.isEmpty() ? "–" : text));
    }

    /** One more. */
    Facts add(String name, Tag description) {
        list.add(Tag.of("div").add(Tag.of("dt").text(name), description));
        return this;
    }

    Tag list() {
        return list;
    }
}

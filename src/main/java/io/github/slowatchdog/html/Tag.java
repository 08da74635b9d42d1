package io.github.slowatchdog.html;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An element that is being written. Texts and values of attributes come in escaped, and as something that can be seen; names are
 * of the code alone. Nothing can be added that a browser would run: no script, no handler, no style of an element, and an address
 * only where it is one of ours or of the web. Not for use by several threads.
 */
public final class Tag {

    private static final Set<String> WITHOUT_END = Set.of("meta", "link", "br", "input", "hr");
    /** Followed by a line feed, so that whoever looks at the source sees lines. */
    private static final Set<String> ENDS_A_LINE = Set.of(
            "html",
            "head",
            "body",
            "header",
            "main",
            "footer",
            "section",
            "title",
            "meta",
            "link",
            "style",
            "script",
            "noscript",
            "p",
            "h1",
            "h2",
            "h3",
            "ul",
            "ol",
            "li",
            "dl",
            "dd",
            "table",
            "thead",
            "tbody",
            "tr",
            "div",
            "svg",
            "rect",
            "path",
            "details",
            "form",
            "dialog",
            "pre",
            "nav",
            "g");

    private static final Set<String> ADDRESSES = Set.of("href", "src", "action");

    private final String name;
    private final StringBuilder attributes = new StringBuilder();
    private final StringBuilder inner = new StringBuilder();

    private Tag(String name) {
        this.name = name;
    }

    /** An empty element. */
    public static Tag of(String name) {
        return new Tag(named(name));
    }

    /** An element with a class and nothing in it. */
    public static Tag of(String name, String styled) {
        return of(name).with("class", styled);
    }

    /** An element with a class and a text in it. */
    public static Tag of(String name, String styled, String text) {
        return of(name, styled).text(text);
    }

    /**
     * The style sheet of a document that stands alone.
     *
     * @throws IllegalArgumentException if it could end itself
     */
    public static Tag styleSheet(String css) {
        if (css.contains("<")) {
            throw new IllegalArgumentException("a style sheet without <");
        }
        Tag style = of("style");
        style.inner.append('\n').append(css);
        return style;
    }

    /** A link to an address from outside where that is one of the web; anything else stands there as text. */
    public static Tag link(String address) {
        return isOfTheWeb(address)
                ? of("a").with("href", address)
                        .with("rel", "noopener noreferrer")
                        .text(address)
                : of("span").text(address);
    }

    /**
     * With an attribute more.
     *
     * @throws IllegalArgumentException for one that a browser would run, or an address that is neither relative nor of the web
     */
    public Tag with(String attribute, String value) {
        if (attribute.startsWith("on") || attribute.equals("style")) {
            throw new IllegalArgumentException("no attribute " + attribute);
        }
        if (ADDRESSES.contains(attribute) && !isOfTheWeb(value) && value.contains(":")) {
            throw new IllegalArgumentException("no address for " + attribute);
        }
        attributes
                .append(' ')
                .append(named(attribute))
                .append("=\"")
                .append(escaped(value))
                .append('"');
        return this;
    }

    /** With a number as an attribute more, to two places. */
    public Tag with(String attribute, double value) {
        return with(attribute, number(value));
    }

    /** With an attribute more that is only there or not. */
    public Tag with(String attribute) {
        attributes.append(' ').append(named(attribute));
        return this;
    }

    /** With a text more in it. */
    public Tag text(String text) {
        inner.append(escaped(text));
        return this;
    }

    /** With other elements more in it, as they are now. */
    public Tag add(Tag... others) {
        for (Tag other : others) {
            other.writeTo(inner);
        }
        return this;
    }

    /** With other elements more in it, as they are now. */
    public Tag add(Stream<Tag> others) {
        others.forEachOrdered(this::add);
        return this;
    }

    /** The element as a document, with the word before it that makes browsers keep to the standard. */
    public String document() {
        return "<!DOCTYPE html>\n" + this;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(inner.length() + attributes.length() + 32);
        writeTo(out);
        return out.toString();
    }

    private void writeTo(StringBuilder out) {
        out.append('<').append(name).append(attributes).append('>');
        if (!WITHOUT_END.contains(name)) {
            out.append(inner).append("</").append(name).append('>');
        }
        if (ENDS_A_LINE.contains(name)) {
            out.append('\n');
        }
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }

    /** Names are not escaped, so they must not need it. */
    private static String named(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == ':' || c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("no name: " + name);
            }
        }
        return name;
    }

    private static boolean isOfTheWeb(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    /** Of apostrophes nothing need be feared: values stand between quotation marks, always. */
    private static String escaped(String text) {
        String seen = Printable.of(text);
        StringBuilder out = new StringBuilder(seen.length() + 16);
        for (int i = 0; i < seen.length(); i++) {
            char c = seen.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}

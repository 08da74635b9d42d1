package io.github.slowatchdog.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {

    private static final String HOSTILE = "</p><script>alert(\"1\")</script>&'\u0000\u202e";

    @Test
    void textAndValuesAreEscapedAndCanBeSeen() {
        String seen = "&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;'\\u0000\\u202e";
        assertThat(Tag.of("p").text(HOSTILE)).hasToString("<p>" + seen + "</p>\n");
        assertThat(Tag.of("span", HOSTILE).with("title", HOSTILE))
                .hasToString("<span class=\"" + seen + "\" title=\"" + seen + "\"></span>");
        assertThat(Tag.of("b").add(Tag.of("i").text(HOSTILE))).hasToString("<b><i>" + seen + "</i></b>");
    }

    @Test
    void aDocument() {
        String html = Tag.of("html")
                .add(Tag.of("body")
                        .add(Tag.of("input").with("required"), Tag.of("rect").with("x", 1.0 / 3)))
                .document();
        assertThat(html).isEqualTo("""
                <!DOCTYPE html>
                <html><body><input required><rect x="0.33"></rect>
                </body>
                </html>
                """);
    }

    @Test
    void nothingThatABrowserWouldRun() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("p").with("onclick", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("p").with("style", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("a").with("href", "javascript:alert(1)"));
        assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("img").with("src", "data:text/html,x"));
        assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("a b"));
        assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("p").with("a=b", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> Tag.styleSheet("</style><script>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/a?b=c&d", "HTTP://example.org"})
    void addressesOfTheWebAreLinks(String address) {
        assertThat(Tag.link(address).toString()).startsWith("<a href=\"").contains("rel=\"noopener noreferrer\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                " https://example.org",
                "data:text/html,x",
                "file:///etc/passwd",
                "//example.org",
                "runbook.md",
                "java\nscript:https://"
            })
    void everythingElseIsText(String address) {
        assertThat(Tag.link(address).toString()).startsWith("<span>").doesNotContain("href");
    }
}

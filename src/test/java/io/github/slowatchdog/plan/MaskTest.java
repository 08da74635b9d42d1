package io.github.slowatchdog.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing secret in evidence. */
class MaskTest {

    private final Mask mask = new Mask(Set.of("hunter2-long", "hunter2", "abc"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            it is hunter2-long.                                  | it is <secret>.
            hunter2hunter2                                       | <secret><secret>
            abc is too short to be known by                      | abc is too short to be known by
            {"api_key": "x\\"y", "name": "bot"}                  | {"api_key": "<secret>", "name": "bot"}
            {"accessToken":"eyJ0"}                               | {"accessToken":"<secret>"}
            GET http://h/p?token=eyJ0&x=1                        | GET http://h/p?token=<secret>&x=1
            PGPASSWORD=secretword psql                           | PGPASSWORD=<secret> psql
            Authorization: Bearer eyJhbGciOi.x-y                 | Authorization: Bearer <secret>
            the basic idea                                       | the basic idea
            {"body":"{\"password\":\"x-1\"}"}                | {"body":"{\"password\":\"<secret>\"}"}
            PASSWORD: yaml-4                                     | PASSWORD: <secret>
            run --password cli-5 --port 1                        | run --password <secret> --port 1
            redis://user:url-6@host/0                            | redis://user:<secret>@host/0
            http://host:9090/a@b                                 | http://host:9090/a@b
            cannot read the token: permission denied             | cannot read the token: permission denied
            """)
    void texts(String text, String masked) {
        assertThat(mask.text(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "$.token, true",
        "$.nested.password, true",
        "$..password, true",
        "$['api_key'][0], true",
        "Set-Cookie, true",
        "X-Api-Key, true",
        "$.status, false",
        "$.token_file, false"
    })
    void places(String path, boolean secret) {
        assertThat(Mask.namesSecret(path)).isEqualTo(secret);
    }

    @Test
    void aSecretIsTakenOutBeforeTheTextIsCut() {
        assertThat(mask.excerpt("x".repeat(95) + "hunter2-long", 100)).isEqualTo("x".repeat(95) + "<secr...");
    }

    @Test
    void aHugeTextTakesLinearTime() {
        assertThat(mask.text("a.".repeat(50_000))).hasSize(100_000);
    }

    @Test
    void whatTheEnvironmentMayHoldThatIsNone() {
        assertThat(java.util.List.of("8090", "127.0.0.1:80", "true", "https://bot.example/v1", "paper", "/var/log/x"))
                .noneMatch(Mask::isSecret);
        assertThat(java.util.List.of("p4ssw0rd!", "https://u:p@h/", "https://h/?token=1", "averylongsingleword"))
                .allMatch(Mask::isSecret);
        assertThat(Mask.isNamedLikeSecret("TOKEN_FILE")).isFalse();
        assertThat(Mask.isNamedLikeSecret("GITHUB_TOKEN")).isTrue();
    }
}

package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands as a person types them: what they print, and their exit codes (SPEC 9). */
class CommandsTest {

    @TempDir
    Path directory;

    private Path config;

    @BeforeEach
    void aConfiguration() throws IOException {
        config = configuration(ServerProcess.freePort());
    }

    private Path configuration(int redisPort) throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), """
                groups:
                  - name: intents
                    objectives:
                      - {name: duplicates, count: duplicates_total, expect: "== 0", on_breach: stop}
                """);
        return Files.writeString(
                directory.resolve("watchdog.yaml"), """
                name: desk
                rules: [rules.yaml]
                prometheus: {url: 'http://127.0.0.1:1', freshness: {selector: up, max_age: 5s}}
                stop:
                  redis: {url: 'redis://:secret-in-url@127.0.0.1:%d'}
                  when_blind: {after: 1m, then: warn}
                phases: [{name: dry, soak: {window: 1h}}]
                phase: dry
                """.formatted(redisPort).replace(":secret-in-url@", ""));
    }

    /** The list of commands shows the first line of what each says of itself. */
    @Test
    void everyCommandSaysWhatItDoesInOneSentence() {
        for (CommandLine command : Main.commandLine().getSubcommands().values()) {
            assertThat(command.getCommandSpec().usageMessage().description()[0])
                    .as(command.getCommandName())
                    .endsWith(".");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules", "config", "plan"})
    void schemaPrintsWhatTheDocumentsHave(String kind) throws IOException {
        Terminal schema = new Terminal().run("schema", kind);
        assertThat(schema.exit()).isZero();
        assertThat(schema.out()).isEqualTo(Files.readString(Path.of("docs/schema/" + kind + ".schema.json")));
        assertThat(new Terminal().run("schema", "helm").exit()).isEqualTo(4);
    }

    @Test
    void checkSaysWhatIsThere() {
        Terminal check = new Terminal().run("check", "--config", config.toString());
        assertThat(check.exit()).isZero();
        assertThat(check.out()).startsWith("ok: desk, phase dry, 1 objectives in 1 groups");
        Terminal json = new Terminal().run("check", "--json", "--config", config.toString());
        assertThat(new JsonObject(json.out()).getBoolean("ok")).isTrue();
    }

    @Test
    void checkNamesEveryProblemWithItsPlace() throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), """
                groups:
                  - name: intents
                    objectives:
                      - {name: duplicates, count: duplicates_total, expext: "== 0", on_breach: stopp}
                """);
        Terminal check = new Terminal().run("check", "--config", config.toString());
        assertThat(check.exit()).isEqualTo(4);
        assertThat(check.out()).isEmpty();
        assertThat(check.err())
                .contains("rules.yaml:4:")
                .contains("unknown key \"expext\"")
                .contains("did you mean \"expect\"")
                .contains("stopp")
                .contains("nothing was started")
                .doesNotContain("Exception");
        Terminal json = new Terminal().run("check", "--json", "--config", config.toString());
        assertThat(json.exit()).isEqualTo(4);
        assertThat(new JsonObject(json.out()).getJsonArray("problems"))
                .hasSize(3)
                .first()
                .asString()
                .contains("\"what\":")
                .contains("\"fix\":");
    }

    @Test
    void misuseIsUsage() {
        assertThat(new Terminal().run("chekc").exit()).isEqualTo(4);
        assertThat(new Terminal().run("stop", "--by", "ann").err()).contains("--reason");
        assertThat(new Terminal().run("check", "--config", "nowhere.yaml").exit())
                .isEqualTo(4);
        assertThat(new Terminal().run("check", "--config", "nowhere.yaml").err())
                .contains("nowhere.yaml")
                .contains("fix:");
    }

    /** A release that nobody signed, or for no reason, is none. */
    @Test
    void nobodyAndNoReasonAreUsage() {
        for (String command : new String[] {"stop", "release --order x", "drill", "run --override"}) {
            for (String[] person : new String[][] {{"", "why"}, {"ann", " "}}) {
                List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
                words.addAll(List.of("-c", config.toString(), "--by", person[0], "--reason", person[1]));
                Terminal terminal = new Terminal().run(words.toArray(String[]::new));
                assertThat(terminal.exit()).as(words.toString()).isEqualTo(4);
                assertThat(terminal.err()).contains("must not be empty");
            }
        }
    }

    @Test
    void everyHelpShowsAnExampleThatIsRight() {
        helpShowsAnExample(Main.commandLine(), "slo-watchdog");
        assertThat(new Terminal().run("--version").out()).startsWith("slo-watchdog ");
    }

    private static void helpShowsAnExample(CommandLine command, String name) {
        List<String> words = List.of(name.split(" ", -1));
        List<String> help = new ArrayList<>(words.subList(1, words.size()));
        help.add("--help");
        String start = "Example: " + name;
        Terminal shown = new Terminal().run(help.toArray(String[]::new));
        assertThat(shown.exit()).as(name).isZero();
        assertThat(shown.out()).as("the help of " + name).contains("\n" + start);
        String example = shown.out()
                .substring(shown.out().lastIndexOf(start))
                .split("\n(\n|Exit)", 2)[0]
                .replaceAll("\\s+", " ")
                .strip();
        String[] typed = example.substring("Example: slo-watchdog ".length())
                .replaceAll("'[^']*=[^']*'", "name=text")
                .replaceAll("'[^']*'|\"[^\"]*\"", "text")
                .split(" +", -1);
        assertThatCode(() -> Main.commandLine().parseArgs(typed)).as(example).doesNotThrowAnyException();
        command.getSubcommands().forEach((word, inner) -> helpShowsAnExample(inner, name + " " + word));
    }

    @ParameterizedTest
    @CsvSource({"bash", "zsh"})
    void bashCompletesCommandsAndOptionsByTheScript(String shell) throws IOException, InterruptedException {
        Terminal completion = new Terminal().run("completion", shell);
        assertThat(completion.exit()).isZero();
        Path script = Files.writeString(directory.resolve("completion"), completion.out());

        assertThat(completed(script, "slo-watchdog", "st")).containsExactly("status", "stop");
        assertThat(completed(script, "slo-watchdog", "check", "--li")).containsExactly("--live");
        assertThat(completed(script, "slo-watchdog", "audit", "ver")).containsExactly("verify");
        assertThat(completed(script, "slo-watchdog", "completion", "z")).containsExactly("zsh");
        assertThat(new Terminal().run("completion", "fish").exit()).isEqualTo(4);
    }

    /** What bash offers for the last of the words. */
    private List<String> completed(Path script, String... words) throws IOException, InterruptedException {
        String typed = String.join(" ", words);
        String ask = "compopt() { :; }; source '" + script + "'; COMP_WORDS=(" + typed + "); COMP_CWORD="
                + (words.length - 1)
                + "; COMP_LINE='" + typed + "'; COMP_POINT=" + typed.length() + "; "
                + "$(complete -p slo-watchdog | sed 's/.*-F \\([^ ]*\\).*/\\1/'); printf '%s\\n' \"${COMPREPLY[@]}\"";
        Path answer = directory.resolve("answer");
        Process bash = new ProcessBuilder("bash", "--norc", "-c", ask)
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile())
                .start();
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return Files.readString(answer)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .sorted()
                .toList();
    }

    @Test
    void stopAndReleaseWorkThroughRedisAlone() throws IOException {
        try (RedisServer redis = RedisServer.start(directory)) {
            String file = configuration(redis.port()).toString();
            redis.set("exec_mode", "{\"mode\":\"LIVE\",\"emergency_stop\":false,\"owner\":\"ops\"}");

            Terminal stop = new Terminal().run("stop", "-c", file, "--by", "ann", "--reason", "drill \"one\"");
            assertThat(stop.exit()).isZero();
            JsonObject flag = new JsonObject(redis.get("exec_mode").orElseThrow());
            assertThat(flag.getString("mode")).isEqualTo("DRY");
            assertThat(flag.getBoolean("emergency_stop")).isTrue();
            assertThat(flag.getString("owner")).isEqualTo("ops");
            String order = orderIn(stop.out());

            Terminal again = new Terminal().run("stop", "-c", file, "--by", "bob", "--reason", "again");
            assertThat(again.exit()).isZero();
            assertThat(again.out()).contains("stopped already").contains(order).contains("ann");

            Terminal wrong = new Terminal()
                    .run("release", "-c", file, "--order", "nonsense", "--by", "ann", "--reason", "fixed");
            assertThat(wrong.exit()).isEqualTo(3);
            assertThat(wrong.err()).contains("nonsense is not in force").contains(order);

            Terminal release =
                    new Terminal().run("release", "-c", file, "--order", order, "--by", "ann", "--reason", "fixed");
            assertThat(release.exit()).isZero();
            flag = new JsonObject(redis.get("exec_mode").orElseThrow());
            assertThat(flag.getBoolean("emergency_stop")).isFalse();
            assertThat(flag.getString("mode"))
                    .as("going live again is a person's own act")
                    .isEqualTo("DRY");
        }
    }

    @Test
    void aDrillThatCouldProveNothingIsRefused() {
        Terminal drill = new Terminal().run("drill", "-c", config.toString());
        assertThat(drill.exit()).isEqualTo(3);
        assertThat(drill.err()).contains("stop.confirm is not configured").contains("fix:");
    }

    @Test
    void anUnreachableRedisIsSaidPlainly() {
        Terminal stop = new Terminal().run("stop", "-c", config.toString(), "--by", "ann", "--reason", "now");
        assertThat(stop.exit()).isEqualTo(5);
        assertThat(stop.err()).contains("NOT stopped").contains("unreachable").doesNotContain("Exception");
    }

    private static String orderIn(String text) {
        Matcher matcher = Pattern.compile("order (\\S+),").matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}

package io.github.slowatchdog.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series known again from page to page: never another answer than that of somebody who sees the page for the first time. */
class RosterTest {

    private static final String PAGE = """
            # TYPE a counter
            a 1
            a{x="1"} 2
            a{x="2",y="q"} 3
            ab 4
            {"quoted.name",x="1"} 5
            a{ y="q" , x="3" } 6
            """;

    private final Roster roster = new Roster();

    private List<Pages.Sample> read(String page) throws MalformedExposition {
        return Pages.read(ExpositionParser.Format.TEXT, page.getBytes(StandardCharsets.UTF_8), roster, name -> true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PAGE,
                "a{x=\"1\"} 2\na 1\n",
                "ab 1\na 2\n",
                "a {x=\"1\"} 7\n",
                "a\t1\na{x=\"11\"} 2\n",
                "a{x=\"2\",y=\"q\",z=\"\"} 3\n",
                "a 1 1000\na 2 2000\n",
                "new 1\n",
                "a{x=\"1\"}2\n",
                "a{y=\"q\",x=\"2\"} 3\n"
            })
    void readsWhateverFollowsAsAStrangerWould(String next) throws MalformedExposition {
        read(PAGE);
        read(PAGE);

        assertThat(read(next)).isEqualTo(Pages.text(next));
        assertThat(read(PAGE)).isEqualTo(Pages.text(PAGE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a{x=\"1\"}\n", "a{x=\"1\"} 2", "a\n", "a 1 {x=\"1\"}\n", "a{x=\"1\"} {} 2\n", "a-5\n", "ab.5\n"
            })
    void refusesWhatAStrangerWouldRefuse(String next) throws MalformedExposition {
        read(PAGE);

        assertThatThrownBy(() -> Pages.text(next)).isInstanceOf(MalformedExposition.class);
        assertThatThrownBy(() -> read(next)).isInstanceOf(MalformedExposition.class);
        assertThat(read(PAGE)).isEqualTo(Pages.text(PAGE));
    }

    @Test
    void labelsAreTheSameObjectAgain() throws MalformedExposition {
        Pages.Sample first = read(PAGE).get(2);

        assertThat(read(PAGE).get(2).labels()).isSameAs(first.labels());
    }

    @Test
    void forgetsWhatIsNoLongerShown() throws MalformedExposition {
        for (int round = 0; round < 50; round++) {
            int from = round * 100;
            read(IntStream.range(from, from + 100)
                    .mapToObj(i -> "pod{name=\"" + i + "\"} 1\n")
                    .collect(Collectors.joining()));
        }

        assertThat(roster.size()).isLessThan(400);
    }

    @Test
    void forgetsAlsoSpellingsOfOneSeries() throws MalformedExposition {
        for (int round = 0; round < 500; round++) {
            read("a{x=\"1\"" + " ".repeat(round) + "} " + round + "\n");
        }

        assertThat(roster.spellings()).isLessThan(100);
    }
}

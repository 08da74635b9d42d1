package io.github.slowatchdog.prometheus;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Answers of a server that a fuzzer makes up: {@code bench/fuzz}. */
class AnswerFuzz {

    @FuzzTest
    void body(byte[] body) {
        AnswerLaws.parser(body);
        AnswerLaws.reply(200, body);
        AnswerLaws.reply(422, body);
    }

    /** The text of a number alone: what is said of values should not wait for the fuzzer to write a whole answer. */
    @FuzzTest
    void number(byte[] text) {
        AnswerLaws.number(new String(text, StandardCharsets.UTF_8));
    }
}

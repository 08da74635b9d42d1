package io.github.slowatchdog.http;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Requests that a fuzzer makes up, sent to a real server: {@code bench/fuzz}. */
class RequestFuzz {

    /** Bytes as they are, on a connection of their own. */
    @FuzzTest
    void raw(byte[] bytes) throws Exception {
        RequestLaws.raw(bytes);
    }

    /** A request of a known form: path, query, headers, token and body are made up. */
    @FuzzTest
    void request(byte[] parts) throws Exception {
        RequestLaws.request(parts);
    }
}

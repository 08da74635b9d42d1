package io.github.slowatchdog.prometheus;

/**
 * What this process can hold of one answer, going by its heap. A sidecar has little memory: an answer that does not fit is
 * refused as any bad answer is, before it can take the process down and with it the watch.
 *
 * @param bytes of the body
 * @param series in the result
 */
record Capacity(long bytes, int series) {

    /** Several answers are held at once, each as a body that grows by doubling and once more as what is parsed of it. */
    private static final int ANSWERS = 16;
    /** A series with some labels, in the answer and in the ledgers that remember it. */
    private static final int BYTES_A_SERIES = 8 * 1024;

    /** Of this JVM, which its {@code -Xmx} decides. */
    static final Capacity HERE = of(Runtime.getRuntime().maxMemory());

    static Capacity of(long heap) {
        return new Capacity(heap / ANSWERS, (int) Math.min(Integer.MAX_VALUE, heap / BYTES_A_SERIES));
    }
}

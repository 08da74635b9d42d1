package io.github.slowatchdog.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.slowatchdog.watch.Checkpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A checkpoint as JSON and back, token by token: there may be tens of thousands of objectives, and no text of all of them is ever held.
 * Strict: what was written by another version, or was changed, is refused as a whole, for half a memory would be worse than none.
 */
public final class CheckpointJson {

    /** To be raised with every change of what a checkpoint means that its fields do not show. */
    private static final int VERSION = 2;

    private static final String VERSION_MEMBER = "version";
    private static final String CHECKPOINT_MEMBER = "checkpoint";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private CheckpointJson() {}

    static JsonGenerator generator(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out);
    }

    static JsonParser parser(InputStream in) throws IOException {
        return FACTORY.createParser(in);
    }

    /** A checkpoint on its way into a generator, some objectives at a time. */
    static final class Writing {

        private final Checkpoint checkpoint;
        private final JsonGenerator json;
        private final RecordWriter out;
        private int next;

        /** Writes what comes before the objectives. */
        Writing(Checkpoint checkpoint, JsonGenerator json) throws IOException {
            this.checkpoint = checkpoint;
            this.json = json;
            this.out = new RecordWriter(json);
            json.writeStartObject();
            json.writeNumberField(VERSION_MEMBER, VERSION);
            json.writeObjectFieldStart(CHECKPOINT_MEMBER);
            out.member("phase", checkpoint.phase());
            out.member("at", checkpoint.at());
            out.member("soak", checkpoint.soak());
            json.writeArrayFieldStart("objectives");
        }

        /** Writes so many more, and after the last of them the rest; true if it is all there. */
        boolean goOn(int objectives) throws IOException {
            int to = Math.min(checkpoint.objectives().size(), next + objectives);
            while (next < to) {
                out.write(checkpoint.objectives().get(next++));
            }
            if (next < checkpoint.objectives().size()) {
                return false;
            }
            json.writeEndArray();
            out.member("required", checkpoint.required());
            out.member("lanes", checkpoint.lanes());
            out.member("stop", checkpoint.stop());
            out.member("build", checkpoint.build());
            json.writeEndObject();
            json.writeEndObject();
            return true;
        }
    }

    /**
     * Reads it back; the parser stands at the first token.
     *
     * @throws IllegalArgumentException if it cannot be used, with the reason as one line for a person
     */
    static Checkpoint read(JsonParser json) throws IOException {
        boolean versioned = json.currentToken() == JsonToken.START_OBJECT
                && json.nextToken() == JsonToken.FIELD_NAME
                && json.currentName().equals(VERSION_MEMBER);
        if (!versioned || json.nextToken() != JsonToken.VALUE_NUMBER_INT || json.getLongValue() != VERSION) {
            String version = versioned ? json.getText() : "none";
            throw new IllegalArgumentException("it is of version " + version + ", this watchdog reads " + VERSION);
        }
        if (json.nextToken() != JsonToken.FIELD_NAME || !json.currentName().equals(CHECKPOINT_MEMBER)) {
            throw new IllegalArgumentException("it holds no checkpoint");
        }
        json.nextToken();
        return new RecordReader(json).read(Checkpoint.class);
    }

    /** The whole of it, in memory. */
    public static byte[] encode(Checkpoint checkpoint) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = generator(bytes)) {
            new Writing(checkpoint, json)
                    .goOn(Integer.MAX_VALUE - checkpoint.objectives().size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads it back.
     *
     * @throws IllegalArgumentException if it cannot be used, with the reason as one line for a person
     */
    public static Checkpoint decode(byte[] bytes) {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            json.nextToken();
            return read(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getMessage(), e);
        }
    }
}

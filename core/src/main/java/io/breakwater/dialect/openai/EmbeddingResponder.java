package io.breakwater.dialect.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.Responder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// Answers an embeddings request ("The embedding object", OpenAI API reference).
///
/// @param base64 whether the client wants each vector as base64 of its little-endian numbers of four
/// bytes
record EmbeddingResponder(boolean base64) implements Responder {
    private static final JsonFactory JSON = new JsonFactory();

    /// @param answer `embeddings`, each vector's bytes in the order of the texts, and `inputTokens`
    @Override
    public ApiReply whole(ObjectNode answer, Answered answered) {
        try {
            return new ApiReply(200, ReplyHeaders.ofAnswer(answered.requestId()), written(answer, answered));
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array of bytes could not be written", impossible);
        }
    }

    private byte[] written(ObjectNode answer, Answered answered) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size(answer.path("embeddings")));
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(answer, answered, json);
        }
        return bytes.toByteArray();
    }

    /// The approximate size of the answer, since an array that grows is copied again and again.
    private int size(JsonNode vectors) throws IOException {
        int bytes = vectors.path(0).isBinary() ? vectors.path(0).binaryValue().length : 0;
        return 1_024 + vectors.size() * (64 + bytes * (base64 ? 4 : 9) / 3);
    }

    private void write(ObjectNode answer, Answered answered, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("object", "list");
        json.writeArrayFieldStart("data");
        int index = 0;
        for (JsonNode vector : answer.path("embeddings")) {
            json.writeStartObject();
            json.writeStringField("object", "embedding");
            json.writeNumberField("index", index++);
            json.writeFieldName("embedding");
            vector(vector.binaryValue(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("model", answered.model());
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", answer.path("inputTokens").asLong());
        json.writeNumberField("total_tokens", answer.path("inputTokens").asLong());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void vector(byte[] bytes, JsonGenerator json) throws IOException {
        if (base64) {
            byte[] text = Base64.getEncoder().encode(bytes);
            json.writeRawUTF8String(text, 0, text.length);
            return;
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        json.writeStartArray();
        while (numbers.hasRemaining()) {
            json.writeNumber(numbers.getFloat());
        }
        json.writeEndArray();
    }

    /// @throws IllegalStateException always: embeddings are never streamed
    @Override
    public AnswerStream stream(Answered answered) {
        throw new IllegalStateException("embeddings are never streamed");
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return new ChatResponder(false, false, false).refuse(refusal, requestId);
    }
}

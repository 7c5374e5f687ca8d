package io.breakwater.dialect.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/// Texts of which a model makes vectors, in its family's own language. It has no answer in words: nothing bounds it
/// and nothing streams it.
///
/// @param purpose what the vectors are for, where the language has a word for it
/// @param own the body as the client wrote it in the family's language, which then goes as it is
public record EmbeddingBody(
        EmbeddingModel language,
        List<String> texts,
        OptionalInt dimension,
        EmbeddingModel.Purpose purpose,
        Optional<ObjectNode> own)
        implements ModelBody {

    @Override
    public ModelOperation operation(boolean stream) {
        return ModelApi.INVOKE.operation(false);
    }

    @Override
    public Set<Feature> needs() {
        return Set.of();
    }

    @Override
    public List<String> adapted() {
        return List.of();
    }

    @Override
    public boolean streamedBy(ModelCard model) {
        return false;
    }

    @Override
    public long inputTokens() {
        return texts.stream()
                .mapToLong(text -> TokenEstimator.tokensOfText(TokenEstimator.utf8Bytes(text)))
                .sum();
    }

    @Override
    public EmbeddingBody bounded(long maxTokens, TenantId tenant) {
        return this;
    }

    /// @throws IllegalArgumentException always: a guardrail checks no embeddings, so none is put to a model with one
    @Override
    public EmbeddingBody guarded(AppliedGuardrail guardrail, Target target, boolean stream) {
        throw new IllegalArgumentException(
                "embeddings cannot be checked with " + guardrail.guardrail().name());
    }

    @Override
    public ObjectNode json() {
        return own.orElseGet(() -> language.json(texts, dimension, purpose));
    }

    /// What the client asked in the family's own language is answered as it is.
    @Override
    public JsonNode read(JsonParser answer) throws IOException {
        return own.isPresent() ? ModelBody.super.read(answer) : VectorReader.read(answer);
    }

    /// Only Titan counts in its answer.
    @Override
    public TokenUsage usage(ObjectNode answer) {
        JsonNode counted = answer.path("inputTextTokenCount");
        return TokenUsage.of(counted.isIntegralNumber() ? Math.max(0, counted.asLong()) : inputTokens(), 0);
    }

    /// Bedrock counts in a header ("InvokeModel", Amazon Bedrock API Reference); where it does not, the estimate
    /// counts.
    @Override
    public TokenUsage usage(ObjectNode answer, Optional<TokenUsage> counted) {
        return counted.map(TokenUsage::input)
                .filter(input -> input > 0)
                .map(input -> TokenUsage.of(input, 0))
                .orElseGet(() -> usage(answer));
    }

    /// The use above has its own estimate.
    @Override
    public boolean isReported(ObjectNode answer) {
        return true;
    }

    /// The vectors of an answer, each as little-endian numbers of four bytes, which is what OpenAI's clients ask for in
    /// base64. It is not an answer to these texts where there are more or fewer.
    public List<byte[]> vectors(ObjectNode answer) {
        return language.vectors(answer).stream().map(EmbeddingBody::bytes).toList();
    }

    private static byte[] bytes(JsonNode vector) {
        if (vector instanceof BinaryNode read) {
            return read.binaryValue();
        }
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.size()).order(ByteOrder.LITTLE_ENDIAN);
        vector.forEach(number -> bytes.putFloat(number.floatValue()));
        return bytes.array();
    }

    @Override
    public boolean endedAtBound(ObjectNode answer) {
        return false;
    }

    @Override
    public Function<ModelEvent, Optional<TokenUsage>> streamUsage() {
        throw neverStreamed();
    }

    @Override
    public boolean isContent(ModelEvent event) {
        throw neverStreamed();
    }

    @Override
    public long textBytes(ModelEvent event) {
        throw neverStreamed();
    }

    @Override
    public StreamEnd streamEnd() {
        throw neverStreamed();
    }

    @Override
    public GatheredAnswer gathering() {
        throw neverStreamed();
    }

    private static IllegalStateException neverStreamed() {
        return new IllegalStateException("embeddings are never streamed");
    }
}

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

/// Texts to embed, in the format of the model's family. The answer is not text, so it has no bound and
/// is never streamed.
///
/// @param purpose what the vectors are for, if the format can say that
/// @param own the body as the client wrote it in the family's format; it is then sent unchanged
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

    /// @throws IllegalArgumentException always: guardrails do not check embeddings, so no model is
    /// called with one
    @Override
    public EmbeddingBody guarded(AppliedGuardrail guardrail, Target target, boolean stream) {
        throw new IllegalArgumentException(
                "embeddings cannot be checked with " + guardrail.guardrail().name());
    }

    @Override
    public ObjectNode json() {
        return own.orElseGet(() -> language.json(texts, dimension, purpose));
    }

    /// Reads an answer; one to a client's own body stays unchanged.
    @Override
    public JsonNode read(JsonParser answer) throws IOException {
        return own.isPresent() ? ModelBody.super.read(answer) : VectorReader.read(answer);
    }

    /// Only Titan reports a count in its answer.
    @Override
    public TokenUsage usage(ObjectNode answer) {
        JsonNode counted = answer.path("inputTextTokenCount");
        return TokenUsage.of(counted.isIntegralNumber() ? Math.max(0, counted.asLong()) : inputTokens(), 0);
    }

    /// Bedrock reports the count in a header ("InvokeModel", Amazon Bedrock API Reference); without it
    /// the estimate counts.
    @Override
    public TokenUsage usage(ObjectNode answer, Optional<TokenUsage> counted) {
        return counted.map(TokenUsage::input)
                .filter(input -> input > 0)
                .map(input -> TokenUsage.of(input, 0))
                .orElseGet(() -> usage(answer));
    }

    /// Always reported, since the usage above falls back to the estimate.
    @Override
    public boolean isReported(ObjectNode answer) {
        return true;
    }

    /// The vectors of an answer, each as little-endian numbers of four bytes, as OpenAI's clients want
    /// them in base64. An answer with more or fewer vectors than texts is invalid.
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

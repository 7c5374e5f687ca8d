package io.breakwater.dialect.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// A request as it is put to a model, in one of the languages that models speak, with what the gateway has to know of
/// that language. One body serves every attempt; it never changes. Two are equal if they are the same.
public sealed interface ModelBody
        permits ChatBody, ConverseBody, EmbeddingBody, FamilyBody, MessagesBody, ResponsesBody {

    /// The operation that takes it.
    ///
    /// @param stream whether the answer is wanted piece by piece
    ModelOperation operation(boolean stream);

    /// What a model must understand to answer it.
    Set<Feature> needs();

    /// Whether it asks that something is kept in the prompt cache for an hour, which costs more.
    default boolean cachesForHours() {
        return needs().contains(Feature.LONG_CACHING);
    }

    /// What of the client's request was adapted to the model, in short names that `docs/features.md` lists; none where
    /// it is asked as it came.
    List<String> adapted();

    /// Whether the model can answer it piece by piece.
    boolean streamedBy(ModelCard model);

    /// Whether a streamed answer can be made the whole one that the model would have written.
    default boolean gathers() {
        return true;
    }

    /// What of it Bedrock compiles before the model begins: the schemas that an answer and strict tools are held to
    /// ("Structured outputs", Amazon Bedrock User Guide). Equal ones are compiled once; empty where there are none.
    default OptionalInt grammar() {
        return OptionalInt.empty();
    }

    /// An estimate of its input tokens before a model has counted them; rather too many than too few.
    long inputTokens();

    /// What of it Bedrock can count instead of answering it, as a member `input` ("CountTokens", Amazon Bedrock API
    /// Reference); empty in a language of which it counts nothing.
    default Optional<ObjectNode> counted() {
        return Optional.empty();
    }

    /// Those of them that were estimated when what it goes on from was stored, so that nothing is learnt of them here.
    default long storedTokens() {
        return 0;
    }

    /// The body of one call: with a bound on the answer, and naming the tenant where the language can. It shares its
    /// content with this one.
    ///
    /// @param maxTokens the most tokens that the answer may have
    ModelBody bounded(long maxTokens, TenantId tenant);

    /// The body of one call that Bedrock checks with a guardrail. It shares its content with this one.
    ///
    /// @param stream whether the model is asked for a stream
    /// @throws IllegalArgumentException if the guardrail has no copy at the target, which is then no candidate
    ModelBody guarded(AppliedGuardrail guardrail, Target target, boolean stream);

    /// What is sent. It must not be modified.
    ObjectNode json();

    /// What is sent where the API has model and kind of answer in the body instead of the path. It shares its content
    /// with this one.
    ///
    /// @param modelId by what the model is called at the target
    /// @param stream whether the answer is wanted piece by piece
    default ObjectNode addressed(String modelId, boolean stream) {
        return json();
    }

    /// The headers that go with it: what the language has no members for.
    default Map<String, String> headers() {
        return Map.of();
    }

    /// Reads a whole answer to it.
    ///
    /// @param answer before its first token
    /// @return no object where it is none
    default JsonNode read(JsonParser answer) throws IOException {
        JsonNode read = answer.readValueAsTree();
        return read == null ? JsonNodeFactory.instance.missingNode() : read;
    }

    /// What a whole answer reports.
    TokenUsage usage(ObjectNode answer);

    /// The same where Bedrock has counted in headers.
    default TokenUsage usage(ObjectNode answer, Optional<TokenUsage> counted) {
        return usage(answer);
    }

    /// Whether a whole answer reports anything; zero is something, as of what a guardrail stopped.
    default boolean isReported(ObjectNode answer) {
        return answer.path("usage").isObject();
    }

    /// What a whole answer is charged: as it reports, else by an estimate of what went and came.
    default TokenUsage charged(ObjectNode answer, Optional<TokenUsage> counted) {
        return isReported(answer)
                ? usage(answer, counted)
                : TokenUsage.of(inputTokens(), TokenEstimator.outputTokens(answer));
    }

    /// Whether a whole answer ended because it had as many tokens as it was allowed.
    boolean endedAtBound(ObjectNode answer);

    /// Reads what one streamed answer reports, event by event; for one stream. It gives the use of the whole answer, as
    /// soon as an event says it; what comes later counts.
    Function<ModelEvent, Optional<TokenUsage>> streamUsage();

    /// What an event tells of a use that is not whole yet: by Messages the input, which comes first.
    default Optional<TokenUsage> begun(ModelEvent event) {
        return Optional.empty();
    }

    /// Whether an event may be passed to a client only once no other model is to be asked any more: all events but
    /// those that open an answer.
    boolean isContent(ModelEvent event);

    /// How many bytes of text an event brings, in UTF-8.
    long textBytes(ModelEvent event);

    /// The rule by which a stream of answers to it is whole, for one stream.
    StreamEnd streamEnd();

    /// Gathers one streamed answer to it into a whole one.
    GatheredAnswer gathering();

    /// The API in whose language the client's dialect is told of an answer: the one by which the model is called,
    /// unless
    /// answers are translated.
    default ModelApi answersIn() {
        return operation(false).api();
    }

    /// A whole answer in that language.
    ///
    /// @param millis how long the model took for it, for a language that tells so
    default ObjectNode retold(ObjectNode answer, long millis) {
        return answer;
    }

    /// Puts the events of one streamed answer into that language.
    ///
    /// @param millis how long the model has taken until now, for a language that tells so
    default Function<ModelEvent, List<ModelEvent>> retelling(LongSupplier millis) {
        return List::of;
    }
}

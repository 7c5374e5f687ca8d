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

/// A request in the format of one of Bedrock's APIs, with all that the gateway has to know about that
/// format. One body serves every attempt; it never changes. Bodies are equal only if they are the same
/// object.
public sealed interface ModelBody
        permits ChatBody, ConverseBody, EmbeddingBody, FamilyBody, MessagesBody, ResponsesBody {

    /// The operation that takes it.
    ///
    /// @param stream whether the answer is wanted piece by piece
    ModelOperation operation(boolean stream);

    /// The features that a model needs to answer it.
    Set<Feature> needs();

    /// Whether it asks for cache writes that are kept for an hour, which cost more.
    default boolean cachesForHours() {
        return needs().contains(Feature.LONG_CACHING);
    }

    /// The parts of the client's request that were adapted to the model, by the short names that
    /// `docs/features.md` lists; empty if none were.
    List<String> adapted();

    /// Whether the model can answer it piece by piece.
    boolean streamedBy(ModelCard model);

    /// Whether a streamed answer can be gathered into the whole one that the model would have sent.
    default boolean gathers() {
        return true;
    }

    /// A number for what Bedrock compiles before the model begins: the schemas of the answer and of
    /// strict tools ("Structured outputs", Amazon Bedrock User Guide). Equal schemas are compiled once;
    /// empty if there are none.
    default OptionalInt grammar() {
        return OptionalInt.empty();
    }

    /// An estimate of its input tokens before a model has counted them, rather too high than too low.
    long inputTokens();

    /// The member `input` with which Bedrock counts its tokens instead of answering ("CountTokens",
    /// Amazon Bedrock API Reference); empty for a format that CountTokens does not take.
    default Optional<ObjectNode> counted() {
        return Optional.empty();
    }

    /// The part of the estimate that belongs to a stored conversation; it was estimated when that was
    /// stored, so nothing is learned from it here.
    default long storedTokens() {
        return 0;
    }

    /// The same without the thinking in it that only who wrote it can read; empty if there is none.
    default Optional<ModelBody> withoutThoughts() {
        return Optional.empty();
    }

    /// The bound that is sent where this one is wanted: more where the language has a least, less where it has a most.
    default long sentBound(long maxTokens) {
        return maxTokens;
    }

    /// The body of one call: with a bound on the answer, and with the tenant if the format can name it.
    /// It shares its content with this one.
    ///
    /// @param maxTokens the most tokens that the answer may have
    ModelBody bounded(long maxTokens, TenantId tenant);

    /// The body of one call that Bedrock checks with a guardrail. It shares its content with this one.
    ///
    /// @param stream whether the model is asked for a stream
    /// @throws IllegalArgumentException if the guardrail has no copy at the target, which is then no candidate
    ModelBody guarded(AppliedGuardrail guardrail, Target target, boolean stream);

    /// The JSON that is sent. It must not be modified.
    ObjectNode json();

    /// The JSON that is sent if the API has model and kind of answer in the body instead of the path.
    /// It shares its content with this one.
    ///
    /// @param modelId the id by which the model is called at the target
    /// @param stream whether the answer is wanted piece by piece
    default ObjectNode addressed(String modelId, boolean stream) {
        return json();
    }

    /// The headers that go with it, for values without a member in the format.
    default Map<String, String> headers() {
        return Map.of();
    }

    /// Reads a whole answer to it.
    ///
    /// @param answer a parser before its first token
    /// @return the answer; not an object if the answer is none
    default JsonNode read(JsonParser answer) throws IOException {
        JsonNode read = answer.readValueAsTree();
        return read == null ? JsonNodeFactory.instance.missingNode() : read;
    }

    /// The usage that a whole answer reports.
    TokenUsage usage(ObjectNode answer);

    /// The same if Bedrock has reported counts in headers.
    default TokenUsage usage(ObjectNode answer, Optional<TokenUsage> counted) {
        return usage(answer);
    }

    /// Whether a whole answer reports its usage; zero counts as reported, as for a call that a
    /// guardrail stopped.
    default boolean isReported(ObjectNode answer) {
        return answer.path("usage").isObject();
    }

    /// The usage to charge for a whole answer: as reported, else estimated from the request and the
    /// answer.
    default TokenUsage charged(ObjectNode answer, Optional<TokenUsage> counted) {
        return isReported(answer)
                ? usage(answer, counted)
                : TokenUsage.of(inputTokens(), TokenEstimator.outputTokens(answer));
    }

    /// Whether a whole answer ended because it reached its bound.
    boolean endedAtBound(ObjectNode answer);

    /// Reads the usage of one streamed answer, event by event; for one stream. It returns the usage of
    /// the whole answer as soon as an event reports it; later reports replace earlier ones.
    Function<ModelEvent, Optional<TokenUsage>> streamUsage();

    /// The partial usage that an event reports: for Messages the input, which comes first.
    default Optional<TokenUsage> begun(ModelEvent event) {
        return Optional.empty();
    }

    /// Whether an event is content, after which no other model can be asked: all events except those
    /// that open an answer.
    boolean isContent(ModelEvent event);

    /// How many bytes of text an event brings, in UTF-8.
    long textBytes(ModelEvent event);

    /// The rule by which a stream of answers to it is whole, for one stream.
    StreamEnd streamEnd();

    /// Gathers one streamed answer to it into a whole one.
    GatheredAnswer gathering();

    /// The API in whose format the client's dialect gets the answer: the one by which the model is
    /// called, unless answers are translated.
    default ModelApi answersIn() {
        return operation(false).api();
    }

    /// A whole answer in that format.
    ///
    /// @param millis how long the model took for it, for a language that tells so
    default ObjectNode translatedAnswer(ObjectNode answer, long millis) {
        return answer;
    }

    /// Translates the events of one streamed answer into that format.
    ///
    /// @param millis how long the model has taken until now, for a language that tells so
    default Function<ModelEvent, List<ModelEvent>> eventTranslation(LongSupplier millis) {
        return List::of;
    }
}

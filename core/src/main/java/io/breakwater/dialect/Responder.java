package io.breakwater.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Feature;
import io.breakwater.model.TokenUsage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Writes the answer or refusal of one request. The dialect creates it when it reads the request, so it
/// remembers how the client wants the answer, such as OpenAI's `stream_options.include_usage`.
public interface Responder {

    /// Writes a whole answer.
    ///
    /// @param answer as the model sent it, in the format of the body that it got
    ApiReply whole(ObjectNode answer, Answered answered);

    /// The same for responders that need the usage separately.
    ///
    /// @param usage the usage that Bedrock counted, or the estimate in its place
    default ApiReply whole(ObjectNode answer, Answered answered, TokenUsage usage) {
        return whole(answer, answered);
    }

    /// Begins a streamed answer.
    AnswerStream stream(Answered answered);

    /// Writes a refusal in the dialect's own error shape. It shows no account, ARN or Region.
    ApiReply refuse(Refusal refusal, String requestId);

    /// The member by which a request in this dialect asks for a feature, if the dialect has one name
    /// for it.
    default Optional<String> member(Feature feature) {
        return Optional.empty();
    }

    /// The headers that carry the request's id on every answer, also a streamed one: ours, and the
    /// vendor's if its SDKs read one.
    default Map<String, String> identifying(String requestId) {
        return Map.of(ReplyHeaders.REQUEST_ID, requestId);
    }

    /// The headers in which the vendor's SDKs find what is left of the caller's limits.
    ///
    /// @param now the instant to which the durations are relative
    default Map<String, String> limits(RateLimits limits, Instant now) {
        return limits.headers(now);
    }

    /// Those of Bedrock's own headers of an answer that its client's API has.
    ///
    /// @param answered the names are of [BedrockHeaders#ANSWERED]
    default Map<String, String> passing(Map<String, String> answered) {
        return Map.of();
    }

    /// The headers that tell the vendor's SDKs not to try again by themselves, since the gateway has
    /// done so.
    default Map<String, String> attemptsSpent() {
        return Map.of("x-should-retry", "false");
    }
}

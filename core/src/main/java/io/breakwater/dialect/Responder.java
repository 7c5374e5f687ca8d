package io.breakwater.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.TokenUsage;
import java.time.Instant;
import java.util.Map;

/// Writes what the client of one request gets. The dialect makes it when it reads the request, so it remembers what the
/// client asked of the answer's form, such as OpenAI's `stream_options.include_usage`.
public interface Responder {

    /// Writes a whole answer.
    ///
    /// @param answer as the model sent it, in the language of the body that was put to it
    ApiReply whole(ObjectNode answer, Answered answered);

    /// The same, by who writes what it used beside it.
    ///
    /// @param usage what Bedrock counted, or what was estimated in its place
    default ApiReply whole(ObjectNode answer, Answered answered, TokenUsage usage) {
        return whole(answer, answered);
    }

    /// Begins a streamed answer.
    AnswerStream stream(Answered answered);

    /// Writes a refusal in the dialect's own error shape. Neither an account, an ARN nor a Region shows in it.
    ApiReply refuse(Refusal refusal, String requestId);

    /// The headers that carry the request's id on every answer, streamed ones too: ours, and the vendor's where
    /// its SDKs read one.
    default Map<String, String> identifying(String requestId) {
        return Map.of(ReplyHeaders.REQUEST_ID, requestId);
    }

    /// The headers in which the vendors' SDKs find what is left of the caller's limits.
    ///
    /// @param now the instant to which the durations are relative
    default Map<String, String> limits(RateLimits limits, Instant now) {
        return limits.headers(now);
    }

    /// The headers that tell the vendors' SDKs not to try again by themselves, since the gateway has done so.
    default Map<String, String> attemptsSpent() {
        return Map.of("x-should-retry", "false");
    }
}

package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.FeatureMembers;
import io.breakwater.model.Feature;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Answers as Bedrock's Converse and ConverseStream do. It has no state, so one instance serves all
/// requests.
final class BedrockResponder implements Responder {
    @Override
    public ApiReply whole(ObjectNode answer, Answered answered) {
        Map<String, String> headers = ReplyHeaders.ofAnswer(answered.requestId());
        headers.put("x-amzn-requestid", answered.requestId());
        return reply(200, headers, ConverseBody.ofConverse(answer));
    }

    @Override
    public AnswerStream stream(Answered answered) {
        return new BedrockStream();
    }

    @Override
    public Optional<String> member(Feature feature) {
        return Optional.of(FeatureMembers.CONVERSE.of(feature));
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        BedrockError error = BedrockError.of(refusal);
        Map<String, String> headers = ReplyHeaders.ofRefusal(refusal, requestId);
        headers.put("x-amzn-requestid", requestId);
        headers.put("x-amzn-errortype", error.type());
        retryAfterMillis(refusal).ifPresent(millis -> headers.put(ReplyHeaders.AWS_RETRY_AFTER, millis));
        return reply(error.status(), headers, BedrockError.body(refusal).put("__type", error.type()));
    }

    /// Set only if a retry makes sense soon: the SDK waits as long as it is told.
    private static Optional<String> retryAfterMillis(Refusal refusal) {
        return refusal.retryAfter()
                .filter(_ -> ReplyHeaders.shouldRetry(refusal))
                .map(after -> Long.toString(ReplyHeaders.wholeSeconds(after) * 1_000));
    }

    private static ApiReply reply(int status, Map<String, String> headers, ObjectNode body) {
        return new ApiReply(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}

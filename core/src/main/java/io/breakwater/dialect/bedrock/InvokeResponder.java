package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.model.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/// Answers as InvokeModel and InvokeModelWithResponseStream do: the model's own JSON with counts in
/// headers, or wrapped in chunks. It has no state, so one instance serves all requests.
final class InvokeResponder implements Responder {
    static final Responder INSTANCE = new InvokeResponder();

    private static final Responder CONVERSE = new BedrockResponder();

    /// "InvokeModel", Amazon Bedrock API Reference.
    private static final Map<String, ToLongFunction<TokenUsage>> COUNTS = Map.of(
            "x-amzn-bedrock-input-token-count", TokenUsage::input,
            "x-amzn-bedrock-output-token-count", TokenUsage::output,
            "x-amzn-bedrock-cache-read-input-token-count", TokenUsage::cacheRead,
            "x-amzn-bedrock-cache-write-input-token-count", TokenUsage::cacheWrite);

    private InvokeResponder() {}

    @Override
    public ApiReply whole(ObjectNode answer, Answered answered) {
        return CONVERSE.whole(answer, answered);
    }

    @Override
    public ApiReply whole(ObjectNode answer, Answered answered, TokenUsage usage) {
        Map<String, String> counted = new TreeMap<>();
        COUNTS.forEach((header, count) -> counted.put(header, Long.toString(count.applyAsLong(usage))));
        return whole(answer, answered).with(counted);
    }

    @Override
    public Map<String, String> passing(Map<String, String> answered) {
        return answered;
    }

    @Override
    public AnswerStream stream(Answered answered) {
        return new BedrockStream(InvokeResponder::chunk);
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return CONVERSE.refuse(refusal, requestId);
    }

    private static List<Frame> chunk(ModelEvent event) {
        String written = event.written().orElseGet(() -> event.payload().toString());
        String bytes = Base64.getEncoder().encodeToString(written.getBytes(StandardCharsets.UTF_8));
        return List.of(new Frame.AwsEvent(
                "chunk", JsonNodeFactory.instance.objectNode().put("bytes", bytes)));
    }
}

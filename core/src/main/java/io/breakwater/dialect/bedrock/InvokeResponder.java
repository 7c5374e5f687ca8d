package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.body.ModelEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Answers as InvokeModel and InvokeModelWithResponseStream do: the model's own words, counted in headers,
/// or wrapped in chunks. It remembers nothing of a request, so one serves all.
final class InvokeResponder implements Responder {
    static final Responder INSTANCE = new InvokeResponder();

    private static final Responder CONVERSE = new BedrockResponder();

    /// "InvokeModel", Amazon Bedrock API Reference, by the members of Anthropic's `usage`.
    private static final Map<String, String> COUNTS = Map.of(
            "x-amzn-bedrock-input-token-count", "input_tokens",
            "x-amzn-bedrock-output-token-count", "output_tokens",
            "x-amzn-bedrock-cache-read-input-token-count", "cache_read_input_tokens",
            "x-amzn-bedrock-cache-write-input-token-count", "cache_creation_input_tokens");

    private InvokeResponder() {}

    @Override
    public ApiReply whole(ObjectNode answer, Answered answered) {
        ApiReply reply = CONVERSE.whole(answer, answered);
        JsonNode usage = answer.path("usage");
        Map<String, String> counted = new TreeMap<>();
        COUNTS.forEach((header, member) ->
                counted.put(header, Long.toString(usage.path(member).asLong())));
        return reply.with(counted);
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

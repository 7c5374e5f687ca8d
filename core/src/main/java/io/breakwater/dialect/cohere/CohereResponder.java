package io.breakwater.dialect.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.Responder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Writes answers in the words of Cohere's Chat.
final class CohereResponder implements Responder {

    @Override
    public ApiReply whole(ObjectNode answer, Answered answered) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", answered.requestId());
        json.put("finish_reason", reason(answer.path("stopReason").asText()));
        json.putObject("message")
                .put("role", "assistant")
                .putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", text(answer.at("/output/message/content")));
        json.set("usage", usage(answer.path("usage")));
        return new ApiReply(
                200,
                ReplyHeaders.ofAnswer(answered.requestId()),
                json.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public AnswerStream stream(Answered answered) {
        return new CohereStream(answered);
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return CohereErrors.reply(refusal, requestId);
    }

    private static String text(JsonNode content) {
        return content.valueStream().map(block -> block.path("text").asText()).collect(Collectors.joining());
    }

    static String reason(String stopReason) {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> "MAX_TOKENS";
            case "stop_sequence" -> "STOP_SEQUENCE";
            case "guardrail_intervened", "content_filtered" -> "ERROR";
            default -> "COMPLETE";
        };
    }

    static ObjectNode usage(JsonNode usage) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("tokens")
                .put("input_tokens", usage.path("inputTokens").asLong())
                .put("output_tokens", usage.path("outputTokens").asLong());
        return json;
    }
}

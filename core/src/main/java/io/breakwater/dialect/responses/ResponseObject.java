package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.TokenEstimator;
import io.breakwater.model.TokenUsage;
import java.nio.charset.StandardCharsets;

/// The object `response` around an answer's items: the model, how the answer ended, its usage, and the
/// repeated settings of the request ("The response object", OpenAI API reference).
///
/// @param request as its client wrote it
record ResponseObject(ObjectNode request, Answered answered) {

    /// Whether only the first of several calls is kept, because the client runs one at a time.
    boolean keepsOneCall() {
        return !request.path("parallel_tool_calls").asBoolean(true);
    }

    /// @param stopReason Converse's stop reason
    ObjectNode ended(String stopReason, ArrayNode output, JsonNode converse, String thought) {
        String missing = missing(stopReason);
        ObjectNode response = of(missing.isEmpty() ? ResponseItems.COMPLETED : ResponseItems.INCOMPLETE, output);
        if (!missing.isEmpty()) {
            response.putObject("incomplete_details").put("reason", missing);
        }
        response.set("usage", usage(converse, thought));
        return response;
    }

    /// Why an answer is incomplete; empty if it is complete. An unknown reason still ends the answer.
    static String missing(String stopReason) {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> "max_output_tokens";
            case "guardrail_intervened", "content_filtered" -> "content_filter";
            default -> "";
        };
    }

    ObjectNode of(String status, ArrayNode output) {
        ObjectNode response = JsonNodeFactory.instance
                .objectNode()
                .put("id", "resp_" + answered.requestId())
                .put("object", "response")
                .put("created_at", answered.at().getEpochSecond())
                .put("status", status)
                .put("background", false)
                .putNull("error")
                .putNull("incomplete_details")
                .put("model", answered.model());
        response.set("output", output);
        settings(response);
        return response.putNull("usage");
    }

    private void settings(ObjectNode response) {
        for (String member :
                new String[] {"instructions", "max_output_tokens", "max_tool_calls", "temperature", "top_p"}) {
            response.set(member, or(member, JsonNodeFactory.instance.nullNode()));
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        response.set("parallel_tool_calls", or("parallel_tool_calls", nodes.booleanNode(true)));
        response.set("tool_choice", or("tool_choice", nodes.textNode("auto")));
        response.set("tools", or("tools", nodes.arrayNode()));
        response.set("metadata", or("metadata", nodes.objectNode()));
        response.set("truncation", or("truncation", nodes.textNode("disabled")));
        response.putNull("previous_response_id").put("store", false).put("service_tier", "default");
        for (String member : new String[] {"user", "safety_identifier", "prompt_cache_key"}) {
            if (request.hasNonNull(member)) {
                response.set(member, request.path(member));
            }
        }
        ObjectNode reasoning = response.putObject("reasoning");
        reasoning.set("effort", orNull(request.path("reasoning").path("effort")));
        reasoning.set("summary", orNull(request.path("reasoning").path("summary")));
        JsonNode format = request.path("text").path("format");
        ObjectNode text = response.putObject("text");
        text.set("format", format.isObject() ? format : nodes.objectNode().put("type", "text"));
        text.put("verbosity", "medium");
    }

    private JsonNode or(String member, JsonNode otherwise) {
        return request.hasNonNull(member) ? request.path(member) : otherwise;
    }

    private static JsonNode orNull(JsonNode value) {
        return value.isTextual() ? value : JsonNodeFactory.instance.nullNode();
    }

    /// The usage as OpenAI counts it: the input includes tokens read from and written to the cache.
    /// Converse does not report how much of the output is thinking, so that is estimated from the
    /// thinking shown.
    private static ObjectNode usage(JsonNode converse, String thought) {
        TokenUsage usage = ConverseBody.usageIn(converse);
        long thoughtBytes = thought.getBytes(StandardCharsets.UTF_8).length;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("input_tokens", usage.input() + usage.cacheRead() + usage.cacheWrite())
                .putObject("input_tokens_details")
                .put("cached_tokens", usage.cacheRead())
                .put("cache_write_tokens", usage.cacheWrite());
        json.put("output_tokens", usage.output())
                .putObject("output_tokens_details")
                .put(
                        "reasoning_tokens",
                        ConverseBody.reasoningTokens(converse)
                                .orElse(Math.min(usage.output(), TokenEstimator.tokensOfText(thoughtBytes))));
        return json.put("total_tokens", usage.total());
    }
}

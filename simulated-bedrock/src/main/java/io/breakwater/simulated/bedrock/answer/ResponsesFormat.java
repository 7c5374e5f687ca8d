package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Content;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Piece;
import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.rules.ResponsesBodyRules;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// OpenAI's Responses as on the runtime; this class stores none. Sources: "Responses", Amazon Bedrock
/// User Guide; "Responses", OpenAI API reference. There is no `output_text` in an answer, as was
/// measured.
public final class ResponsesFormat implements BodyFormat {
    /// The member of a request for the id of the previous response whose items are in its input.
    public static final String GONE_ON_FROM = "simulated_gone_on_from";

    /// The models that have the API on the runtime, as was measured.
    private static final Pattern SPEAKING = Pattern.compile(
            "(openai\\.gpt-(5\\.[6-9]|[6-9])|xai\\.grok-4\\.[6-9]|zai\\.glm-5\\.3|moonshotai\\.kimi-k3).*");

    public static boolean speaks(String modelId) {
        return SPEAKING.matcher(modelId).matches();
    }

    @Override
    public Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        return ResponsesBodyRules.check(request, maxOutputTokens);
    }

    @Override
    public String tooLong(String modelId, long tokens, long most) {
        return "Your input exceeds the context window of this model. Please adjust your input and try again.";
    }

    @Override
    public AskedConversation read(JsonNode request) {
        return ResponsesReader.read(request);
    }

    @Override
    public JsonNode whole(Turn turn) {
        boolean cut = !missing(turn.answer()).isEmpty();
        ObjectNode response = head(turn, cut ? "incomplete" : "completed");
        if (cut) {
            response.putObject("incomplete_details").put("reason", missing(turn.answer()));
        }
        ArrayNode output = response.putArray("output");
        for (int block = 0; block < turn.answer().contents().size(); block++) {
            output.add(item(turn, block, "completed"));
        }
        response.set("usage", usage(turn.usage()));
        return response;
    }

    @Override
    public List<WireEvent> opening(Turn turn) {
        ObjectNode begun = head(turn, "in_progress");
        begun.putArray("output");
        return List.of(whole("response.created", begun), whole("response.in_progress", begun));
    }

    @Override
    public List<WireEvent> blockStart(Turn turn, int block) {
        ObjectNode added = at("response.output_item.added", block);
        added.set("item", item(turn, block, "in_progress"));
        if (!(turn.answer().contents().get(block) instanceof Content.Text)) {
            return List.of(event(added));
        }
        ObjectNode part = within("response.content_part.added", turn, block);
        part.set("part", text(""));
        return List.of(event(added), event(part));
    }

    @Override
    public WireEvent piece(Turn turn, Piece piece) {
        String type = switch (turn.answer().contents().get(piece.block())) {
            case Content.Text _ -> "response.output_text.delta";
            case Content.ToolUse _ -> "response.function_call_arguments.delta";
            case Content.Reasoning _ -> "response.reasoning_summary_text.delta";
        };
        return event(within(type, turn, piece.block()).put("delta", piece.text()));
    }

    @Override
    public List<WireEvent> blockStop(Turn turn, int block) {
        ObjectNode done = at("response.output_item.done", block);
        done.set("item", item(turn, block, "completed"));
        String written = turn.answer().contents().get(block).written();
        return switch (turn.answer().contents().get(block)) {
            case Content.Text _ -> {
                ObjectNode part = within("response.content_part.done", turn, block);
                part.set("part", text(written));
                yield List.of(
                        event(within("response.output_text.done", turn, block).put("text", written)),
                        event(part),
                        event(done));
            }
            case Content.ToolUse _ ->
                List.of(
                        event(within("response.function_call_arguments.done", turn, block)
                                .put("arguments", written)),
                        event(done));
            case Content.Reasoning _ -> List.of(event(done));
        };
    }

    @Override
    public List<WireEvent> closing(Turn turn) {
        ObjectNode whole = (ObjectNode) whole(turn);
        return List.of(whole("response." + whole.path("status").asText(), whole));
    }

    private static ObjectNode head(Turn turn, String status) {
        ObjectNode head = Json.object()
                .put("id", "resp_" + turn.requestId())
                .put("object", "response")
                .put("created_at", 1_764_000_000L)
                .put("status", status)
                .putNull("error")
                .putNull("incomplete_details")
                .put("model", turn.modelId().substring(turn.modelId().indexOf('.') + 1))
                .put("parallel_tool_calls", turn.conversation().tools().parallel())
                .put("service_tier", "default")
                .putNull("usage");
        turn.conversation().previous().ifPresent(id -> head.put("previous_response_id", id));
        return head;
    }

    private static ObjectNode item(Turn turn, int block, String status) {
        boolean whole = status.equals("completed");
        ObjectNode item = Json.object();
        switch (turn.answer().contents().get(block)) {
            case Content.Text(String said) -> {
                item.put("type", "message").put("role", "assistant");
                ArrayNode content = item.putArray("content");
                if (whole) {
                    content.add(text(said));
                }
            }
            case Content.ToolUse use ->
                item.put("type", "function_call")
                        .put("call_id", use.id())
                        .put("name", use.name())
                        .put("arguments", whole ? use.written() : "");
            case Content.Reasoning(String thought, String signature) -> {
                item.put("type", "reasoning");
                ArrayNode summary = item.putArray("summary");
                if (whole && ResponsesReader.summarises(turn.conversation())) {
                    summary.addObject().put("type", "summary_text").put("text", thought);
                }
                if (ResponsesReader.encrypts(turn.conversation())) {
                    item.put("encrypted_content", ResponsesBodyRules.SEALED + signature);
                }
            }
        }
        return item.put("id", id(turn, block)).put("status", status);
    }

    private static String id(Turn turn, int block) {
        String kind = switch (turn.answer().contents().get(block)) {
            case Content.Text _ -> "msg_";
            case Content.ToolUse _ -> "fc_";
            case Content.Reasoning _ -> "rs_";
        };
        return kind + turn.requestId() + block;
    }

    private static ObjectNode text(String said) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", said);
        part.putArray("annotations");
        part.putArray("logprobs");
        return part;
    }

    private static ObjectNode within(String type, Turn turn, int block) {
        ObjectNode event = at(type, block).put("item_id", id(turn, block));
        if (type.contains("summary")) {
            return event.put("summary_index", 0);
        }
        if (type.contains("output_text")) {
            event.putArray("logprobs");
        }
        return type.contains("arguments") ? event : event.put("content_index", 0);
    }

    private static ObjectNode at(String type, int block) {
        return Json.object().put("type", type).put("output_index", block);
    }

    private static WireEvent whole(String type, ObjectNode response) {
        ObjectNode event = Json.object().put("type", type);
        event.set("response", response);
        return event(event);
    }

    private static WireEvent event(ObjectNode event) {
        return new WireEvent(event.path("type").asText(), event);
    }

    private static String missing(ModelAnswer answer) {
        return switch (answer.stopReason()) {
            case "max_tokens", "model_context_window_exceeded" -> "max_output_tokens";
            case "content_filtered", "guardrail_intervened" -> "content_filter";
            default -> "";
        };
    }

    private static ObjectNode usage(Usage usage) {
        ObjectNode body = Json.object().put("input_tokens", usage.promptTokens());
        body.putObject("input_tokens_details")
                .put("cached_tokens", usage.cacheReadTokens())
                .put("cache_write_tokens", usage.cacheWriteTokens());
        body.put("output_tokens", usage.outputTokens())
                .putObject("output_tokens_details")
                .put("reasoning_tokens", 0);
        return body.put("total_tokens", usage.totalTokens());
    }
}

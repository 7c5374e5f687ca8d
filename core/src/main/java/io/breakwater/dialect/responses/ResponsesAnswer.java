package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.CallIds;
import io.breakwater.dialect.openai.AnswerText;
import io.breakwater.dialect.openai.JsonTool;
import java.util.Optional;

/// Writes a Converse answer as a `response`: an item for each thought and call, and one for texts in a row.
final class ResponsesAnswer {
    private final String requestId;
    private final boolean asJson;
    private final boolean oneCall;
    private final ResponsesTools.Offered offered;
    private final ArrayNode output = JsonNodeFactory.instance.arrayNode();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thought = new StringBuilder();
    private Optional<String> json = Optional.empty();
    private int calls;

    private ResponsesAnswer(ResponseObject response, boolean asJson) {
        this.requestId = response.answered().requestId();
        this.oneCall = response.keepsOneCall();
        this.asJson = asJson;
        this.offered = ResponsesTools.Offered.of(response.request());
    }

    /// @param asJson whether the answer should be JSON
    static ObjectNode of(ObjectNode converse, ResponseObject response, boolean asJson) {
        ResponsesAnswer answer = new ResponsesAnswer(response, asJson);
        converse.path("output").path("message").path("content").forEach(answer::read);
        answer.endText();
        String stopReason = converse.path("stopReason").asText();
        if (!ResponseObject.missing(stopReason).isEmpty()
                && answer.output.path(answer.output.size() - 1) instanceof ObjectNode last) {
            last.put("status", ResponseItems.INCOMPLETE);
        }
        return response.ended(stopReason, answer.output, converse, answer.thought.toString());
    }

    private void read(JsonNode block) {
        JsonNode reasoning = block.path("reasoningContent");
        text.append(block.path("text").asText());
        block.path("citationsContent")
                .path("content")
                .forEach(part -> text.append(part.path("text").asText()));
        if (block.has("toolUse")) {
            call(block.path("toolUse"));
        } else if (reasoning.has("reasoningText")) {
            JsonNode said = reasoning.path("reasoningText");
            String shown = said.path("text").asText();
            thought.append(shown);
            reasoning(shown, Thought.sealed(shown, said.path("signature").asText()));
        } else if (reasoning.has("redactedContent")) {
            reasoning("", Thought.hidden(reasoning.path("redactedContent").asText()));
        }
    }

    private void reasoning(String shown, Optional<String> sealed) {
        between();
        String id = ResponseItems.reasoningId(requestId, output.size());
        output.add(ResponseItems.reasoning(id, ResponseItems.COMPLETED, shown, sealed));
    }

    private void call(JsonNode use) {
        String arguments = CallIds.written(use.path("input"));
        if (asJson && JsonTool.isNamed(use)) {
            json = json.or(() -> Optional.of(arguments));
            return;
        }
        if (oneCall && calls > 0) {
            return;
        }
        calls++;
        between();
        output.add(called(use.path("name").asText(), use.path("toolUseId").asText(), arguments));
    }

    private ObjectNode called(String name, String callId, String arguments) {
        int index = output.size();
        return offered.isCustom(name)
                ? ResponseItems.customCall(
                        ResponseItems.customCallId(requestId, index),
                        ResponseItems.COMPLETED,
                        callId,
                        name,
                        ResponseItems.input(arguments))
                : ResponseItems.in(
                        offered.space(name),
                        ResponseItems.call(
                                ResponseItems.callId(requestId, index),
                                ResponseItems.COMPLETED,
                                callId,
                                offered.name(name),
                                arguments));
    }

    /// Ends a message between texts, unless JSON is wanted: that is searched for in all texts, as one
    /// message at the end.
    private void between() {
        if (!asJson && !text.isEmpty()) {
            message(text.toString());
            text.setLength(0);
        }
    }

    /// Ends the text; an empty answer is still a message.
    private void endText() {
        String said = text.toString();
        String rest = json.orElseGet(() -> asJson ? AnswerText.ofJson(said) : said);
        if (!rest.isEmpty() || output.isEmpty()) {
            message(rest);
        }
    }

    private void message(String said) {
        String id = ResponseItems.messageId(requestId, output.size());
        output.add(ResponseItems.message(id, ResponseItems.COMPLETED, said));
    }
}

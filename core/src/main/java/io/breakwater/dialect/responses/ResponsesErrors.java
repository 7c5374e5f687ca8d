package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.openai.OpenAiError;
import java.nio.charset.StandardCharsets;

/// Refusals in the shape of OpenAI's API, where what was too long is the `input`.
final class ResponsesErrors {
    private static final String ERROR = "error";

    private ResponsesErrors() {}

    static ApiReply reply(Refusal refusal, String requestId) {
        byte[] body = body(refusal).toString().getBytes(StandardCharsets.UTF_8);
        return new ApiReply(OpenAiError.of(refusal).status(), ReplyHeaders.ofRefusal(refusal, requestId), body);
    }

    /// What ends a stream that broke: clients read the text at `error`, as in a whole answer, or beside `type`.
    static ObjectNode event(Refusal refusal) {
        ObjectNode body = body(refusal);
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", ERROR);
        event.put("message", refusal.message());
        event.set("code", body.path(ERROR).path("code"));
        event.set("param", body.path(ERROR).path("param"));
        event.set(ERROR, body.path(ERROR));
        return event;
    }

    /// What a response that failed says of it ("The response object", OpenAI API reference).
    static ObjectNode failure(Refusal refusal) {
        OpenAiError error = OpenAiError.of(refusal);
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", error.status() == 429 ? "rate_limit_exceeded" : "server_error")
                .put("message", refusal.message());
    }

    private static ObjectNode body(Refusal refusal) {
        ObjectNode body = OpenAiError.body(refusal);
        if (refusal instanceof Refusal.ContextTooLong && body.path(ERROR) instanceof ObjectNode error) {
            error.put("param", "input");
        }
        return body;
    }
}

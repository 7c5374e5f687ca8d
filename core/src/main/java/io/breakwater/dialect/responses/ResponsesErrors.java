package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.body.ResponseEvents;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.dialect.openai.OpenAiError;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Refusals in the shape of OpenAI's API, with `input` as the member that was too long.
final class ResponsesErrors {
    private static final String ERROR = "error";

    private ResponsesErrors() {}

    static ApiReply reply(Refusal refusal, String requestId) {
        byte[] body = body(refusal).toString().getBytes(StandardCharsets.UTF_8);
        return new ApiReply(OpenAiError.of(refusal).status(), ReplyHeaders.ofRefusal(refusal, requestId), body);
    }

    /// The events that end a broken stream: the failed response, and an error. Clients look for one of
    /// the two, and read the error's text at `error`, as in a whole answer, or beside `type`.
    ///
    /// @param begun the response as far as it was sent
    static List<ObjectNode> ending(ObjectNode begun, Refusal refusal) {
        ObjectNode failed = JsonNodeFactory.instance.objectNode().put("type", ResponseEvents.FAILED);
        ObjectNode response = SharedMembers.of(begun).put("status", "failed");
        response.putObject(ERROR)
                .put("code", OpenAiError.of(refusal).status() == 429 ? "rate_limit_exceeded" : "server_error")
                .put("message", refusal.message());
        failed.set(ResponseEvents.RESPONSE, response);
        return List.of(failed, event(refusal));
    }

    private static ObjectNode event(Refusal refusal) {
        ObjectNode body = body(refusal);
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", ERROR);
        event.put("message", refusal.message());
        event.set("code", body.path(ERROR).path("code"));
        event.set("param", body.path(ERROR).path("param"));
        event.set(ERROR, body.path(ERROR));
        return event;
    }

    private static ObjectNode body(Refusal refusal) {
        ObjectNode body = OpenAiError.body(refusal);
        if (refusal.kind() == Refusal.Kind.CONTEXT_TOO_LONG && body.path(ERROR) instanceof ObjectNode error) {
            error.put("param", "input");
        }
        return body;
    }
}

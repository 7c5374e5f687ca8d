package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.body.MessagesBody;
import java.util.List;

/// Anthropic's Messages in the form of InvokeModel: the path names the model, and the body has version
/// and betas. A client that writes a model family's own format means this family, so no other model is
/// asked.
public final class InvokedMessages {
    private InvokedMessages() {}

    /// @param json the body; it is modified
    /// @param model the name in the path
    /// @param responder writes the answer, which is in Anthropic's format too
    public static Decoded decode(
            ObjectNode json, String model, boolean stream, NameResolver names, Responder responder) {
        return decode(json.put("model", model).put("stream", stream), false, names, responder);
    }

    /// The same for a body whose tokens are only counted: it needs no bound.
    public static Decoded count(ObjectNode json, String model, NameResolver names, Responder responder) {
        return decode(json.put("model", model).put("stream", false), true, names, responder);
    }

    private static Decoded decode(ObjectNode json, boolean counting, NameResolver names, Responder responder) {
        String version = json.path(MessagesBody.VERSION).asText();
        return new MessagesRequest(json, version, List.of(), counting, MessagesBodies::invoked, responder)
                .decode(names);
    }
}

package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.json.JsonField;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// A chat completion for an alias with a model that has OpenAI's own API. As little as possible is
/// read, since unknown members are the model's business: the model asked for, the bound, and that the
/// body sets nothing that the gateway decides. For models of the alias without that API it is also
/// translated.
final class PassedChat {
    private final ObjectNode json;
    private final Findings findings = new Findings();
    private final JsonField body;

    /// @param json not modified
    PassedChat(ObjectNode json) {
        this.json = json;
        this.body = JsonField.root(json, findings);
    }

    Decoded decode(NameResolver names) {
        ChatOptions.checkOwned(body);
        String model = body.at("model").requiredText();
        for (JsonField message : body.at("messages").requiredItems()) {
            if (message.isRequiredObject()) {
                message.at("role").requiredFilledText();
                if (message.node().path("content").isArray()) {
                    message.at("content").items().forEach(PassedChat::source);
                }
            }
        }
        body.at("tools").items();
        OptionalLong maxTokens = ChatRequest.maxTokens(body);
        boolean stream = body.at("stream").flag(false);
        Responder responder = ChatRequest.responder(body, stream);
        return findings.first()
                .<Decoded>map(Decoded.Refused::new)
                .orElseGet(() -> names.alias(model)
                        .<Decoded>map(alias -> new Decoded.Call(
                                new ModelCall(alias, stream, ChatBodies.of(json), bound(maxTokens)).sessionOf(json),
                                responder))
                        .orElseGet(() -> new Decoded.Refused(names.unknown(model))));
    }

    /// Refuses files elsewhere, which would be read with the gateway's rights instead of the client's.
    private static void source(JsonField part) {
        for (String media : List.of("image_url", "video_url")) {
            String url = part.node().path(media).path("url").asText();
            if (!url.isEmpty() && !DataUrl.isSaid(url)) {
                part.at(media).at("url").refuse("must be data:…;base64,…; the gateway fetches nothing");
            }
        }
        for (String elsewhere : List.of("file_id", "file_url")) {
            if (part.node().path("file").hasNonNull(elsewhere)) {
                part.at("file")
                        .at(elsewhere)
                        .refuse("refers to an uploaded file, and the gateway stores none; send file_data");
            }
        }
    }

    /// The bound, with room for thinking that is asked for in words that only other models understand.
    private OptionalLong bound(OptionalLong asked) {
        boolean budgeted = Set.of("thinking", "reasoning").stream().anyMatch(json::hasNonNull);
        return budgeted ? new ChatRequest(json).forConverse().maxTokens() : asked;
    }
}

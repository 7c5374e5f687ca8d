package io.breakwater.dialect.cohere;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.openai.OpenAiDialect;
import java.util.Set;

/// A request of Cohere's Chat, translated to a chat completion: both have the same roles, and three
/// settings have other names.
final class CohereRequest {
    private static final Set<String> KNOWN =
            Set.of("model", "messages", "stream", "max_tokens", "temperature", "p", "stop_sequences");
    private static final Set<String> ROLES = Set.of("system", "user", "assistant");

    private final ObjectNode json;
    private final Findings findings = new Findings();

    CohereRequest(ObjectNode json) {
        this.json = json;
    }

    Decoded decode(NameResolver names) {
        JsonField body = JsonField.root(json, findings);
        body.only(KNOWN);
        for (JsonField message : body.at("messages").requiredItems()) {
            message.only(Set.of("role", "content"));
            message.at("content").requiredFilledText();
            if (!ROLES.contains(message.at("role").requiredText())) {
                message.at("role").refuse("must be system, user or assistant");
            }
        }
        return findings.first().<Decoded>map(Decoded.Refused::new).orElseGet(() -> chat(names));
    }

    private Decoded chat(NameResolver names) {
        rename("p", "top_p");
        rename("stop_sequences", "stop");
        return switch (OpenAiDialect.translated(json, names)) {
            case Decoded.Refused refused -> refused;
            case Decoded.Call(var call, var _) -> new Decoded.Call(call, new CohereResponder());
        };
    }

    private void rename(String member, String translated) {
        if (json.has(member)) {
            json.set(translated, json.remove(member));
        }
    }
}

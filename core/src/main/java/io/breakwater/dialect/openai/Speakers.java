package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import java.util.List;

/// The `name` of messages, which Converse has no word for. Where users of different names speak, as agents
/// do among each other, each name is put before what it says; elsewhere names are dropped. An assistant's
/// name is never put before its text: the model would begin its answers with it.
final class Speakers {
    private final boolean several;

    private Speakers(boolean several) {
        this.several = several;
    }

    static Speakers of(List<JsonField> messages) {
        long names = messages.stream()
                .map(JsonField::node)
                .filter(message -> message.path("role").asText().equals("user"))
                .map(message -> message.path("name").asText())
                .filter(name -> !name.isBlank())
                .distinct()
                .limit(2)
                .count();
        return new Speakers(names > 1);
    }

    /// Puts a user's name before the message, if there are others.
    void introduce(JsonField name, ArrayNode content) {
        name.text().filter(speaker -> several && !speaker.isBlank()).ifPresent(speaker -> {
            if (content.path(0) instanceof ObjectNode first && first.has("text")) {
                first.put("text", speaker + ": " + first.path("text").asText());
            } else if (!content.isEmpty()) {
                content.insertObject(0).put("text", speaker + ":");
            }
        });
    }
}

package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.dialect.json.JsonField;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The names of beta features: clients send them in the header `anthropic-beta`, InvokeModel takes them
/// in the member `anthropic_beta` ("Anthropic Claude Messages API", Amazon Bedrock User Guide). All
/// names pass: Bedrock itself refuses those that it does not know.
final class MessagesBetas {
    static final String MEMBER = MessagesBody.BETAS;

    private MessagesBetas() {}

    /// The names in the header, in its order.
    static List<String> of(ApiRequest request) {
        return request.header("anthropic-beta").stream()
                .flatMap(values -> Stream.of(values.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /// Adds the header's names to those in the body.
    static void put(List<String> ofHeader, JsonField body) {
        JsonField member = body.at(MEMBER);
        Set<String> all = new LinkedHashSet<>();
        member.items().forEach(item -> all.add(item.requiredFilledText()));
        all.addAll(ofHeader);
        if (!(body.node() instanceof ObjectNode json)) {
            return;
        }
        if (all.isEmpty()) {
            json.remove(MEMBER);
            return;
        }
        ArrayNode written = json.arrayNode();
        all.forEach(written::add);
        JsonNode before = json.get(MEMBER);
        if (!written.equals(before)) {
            json.set(MEMBER, written);
        }
    }
}

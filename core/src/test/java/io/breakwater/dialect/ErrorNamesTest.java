package io.breakwater.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.PublicNames;
import io.breakwater.dialect.anthropic.AnthropicDialect;
import io.breakwater.dialect.bedrock.BedrockDialect;
import io.breakwater.dialect.openai.OpenAiDialect;
import io.breakwater.dialect.responses.ResponsesDialect;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What clients tell errors apart by: the status and every text in the answer, except the sentence for
/// people.
class ErrorNamesTest {
    private static final Map<String, Dialect> LANGUAGES = Map.of(
            "openai", new OpenAiDialect(Samples.GATE),
            "bedrock", new BedrockDialect(Samples.GATE),
            "responses", new ResponsesDialect(Samples.GATE),
            "anthropic", new AnthropicDialect(Samples.GATE));

    private final Set<String> errors = new TreeSet<>();

    @Test
    void every_refusal_keeps_its_status_type_and_code_in_every_language() {
        LANGUAGES.forEach((language, dialect) -> Samples.refusals().forEach(refusal -> {
            ApiReply reply = dialect.refuse(refusal, "id");
            String error = language + " " + refusal.label() + " " + reply.status();
            errors.add(error + type(reply.headers()) + texts("", Samples.json(reply)));
        }));
        for (GatewayErrors error : GatewayErrors.values()) {
            errors.add("api gateway " + error.name() + " " + error.status() + type(error.headers())
                    + texts("", error.body()));
        }
        PublicNames.ERRORS.are(errors);
    }

    @Test
    void every_dialect_is_among_the_languages() {
        assertThat(LANGUAGES.values())
                .extracting(dialect -> dialect.getClass().getName())
                .containsExactlyInAnyOrderElementsOf(EveryDialect.inCore());
    }

    private static String type(Map<String, String> headers) {
        String type = headers.get("x-amzn-errortype");
        return type == null ? "" : " x-amzn-errortype=" + type;
    }

    private static String texts(String path, JsonNode node) {
        StringBuilder texts = new StringBuilder();
        node.properties().forEach(member -> {
            String name = path + member.getKey();
            if (member.getValue().isObject()) {
                texts.append(texts(name + ".", member.getValue()));
            } else {
                boolean sentence = member.getKey().equalsIgnoreCase("message");
                texts.append(" ")
                        .append(name)
                        .append("=")
                        .append(sentence ? "SENTENCE" : member.getValue().asText());
            }
        });
        return texts.toString();
    }
}

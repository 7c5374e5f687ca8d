package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AskedGuardrail;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.model.Guardrail;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Reads the caller's `guardrailConfig` (GuardrailConfiguration and GuardrailStreamConfiguration, Amazon Bedrock API
/// Reference) and removes it from the body: which copy of a guardrail is applied depends on the
/// account.
final class CallersGuardrail {
    static final String MEMBER = "guardrailConfig";
    private static final String IDENTIFIER = "guardrailIdentifier";
    private static final String VERSION = "guardrailVersion";
    private static final String TRACE = "trace";
    private static final String MODE = "streamProcessingMode";
    private static final Set<String> KNOWN = Set.of(IDENTIFIER, VERSION, TRACE, MODE);

    private CallersGuardrail() {}

    /// The guardrail asked for; empty if there is none.
    static Optional<AskedGuardrail> take(JsonField body) {
        JsonField config = body.at(MEMBER);
        Optional<JsonField> marked = marked(body);
        if (!config.isObject()) {
            marked.ifPresent(block -> block.refuse(
                    "marks what the request's own guardrail checks; send guardrailConfig with it, or the text itself"));
            return Optional.empty();
        }
        config.only(KNOWN);
        AskedGuardrail asked = new AskedGuardrail(
                config.path() + "." + IDENTIFIER,
                config.at(IDENTIFIER).requiredFilledText(),
                config.at(VERSION).text().filter(version -> !version.isEmpty()),
                oneOf(config.at(TRACE), "enabled, disabled or enabled_full", Guardrail.Trace::of),
                oneOf(config.at(MODE), "sync or async", CallersGuardrail::asynchronous),
                marked.map(JsonField::path));
        if (body.node() instanceof ObjectNode members) {
            members.remove(MEMBER);
        }
        return Optional.of(asked);
    }

    /// The first marked block; with marks, only marked blocks are checked ("Evaluate only specific
    /// content in a message", Amazon Bedrock User Guide).
    private static Optional<JsonField> marked(JsonField body) {
        Stream<JsonField> blocks = Stream.concat(
                items(body.at("messages")).flatMap(message -> items(message.at("content"))), items(body.at("system")));
        return blocks.map(block -> block.at("guardContent"))
                .filter(JsonField::present)
                .findFirst();
    }

    private static Stream<JsonField> items(JsonField list) {
        return list.node().isArray() ? list.items().stream() : Stream.empty();
    }

    private static <T> Optional<T> oneOf(JsonField field, String wanted, Function<String, Optional<T>> meaning) {
        Optional<String> text = field.text();
        Optional<T> meant = text.flatMap(meaning);
        if (text.isPresent() && meant.isEmpty()) {
            field.refuse("must be " + wanted);
        }
        return meant;
    }

    private static Optional<Boolean> asynchronous(String mode) {
        return switch (mode) {
            case "sync" -> Optional.of(false);
            case "async" -> Optional.of(true);
            default -> Optional.empty();
        };
    }
}

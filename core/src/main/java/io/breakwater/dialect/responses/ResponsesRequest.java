package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.json.Findings;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.openai.OpenAiDialect;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A request for a response on its way to models: as the chat completion that asks the same, with what that makes of
/// files, tools, schemas and thinking. What only OpenAI's own servers can do is refused by name.
final class ResponsesRequest {
    private static final long MOST_TOKENS = 10_000_000;

    /// OpenAI refuses less ("Responses", OpenAI API reference).
    private static final long LEAST_TOKENS = 16;

    /// What a chat completion has by the same name and with the same meaning.
    private static final Set<String> SAME = Set.of(
            "model",
            "temperature",
            "top_p",
            "stream",
            "parallel_tool_calls",
            "reasoning",
            "thinking",
            "top_k",
            "user",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "service_tier",
            "metadata",
            "store",
            "top_logprobs");

    private static final Set<String> READ = Set.of(
            "input",
            "instructions",
            "max_output_tokens",
            "text",
            "tools",
            "tool_choice",
            "include",
            "truncation",
            "stream_options",
            "max_tool_calls",
            "client_metadata");

    private static final String NOT_KEPT =
            "names what an earlier call left, and nothing is kept here; send the whole" + " conversation in input";

    private static final Map<String, String> REFUSED = Map.of(
            "previous_response_id",
            NOT_KEPT,
            "conversation",
            NOT_KEPT,
            "prompt",
            "names a prompt that is kept at OpenAI; send its text in instructions and input",
            "context_management",
            "would have the conversation shortened on its way; shorten input yourself");

    private static final Set<String> KNOWN = Stream.<Collection<String>>of(
                    SAME, READ, REFUSED.keySet(), Set.of("background"))
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());

    /// What may be asked to be shown beside an answer; all but the first of these says nothing without tools or items
    /// that are not there.
    private static final Set<String> INCLUDED = Set.of(
            "reasoning.encrypted_content",
            "code_interpreter_call.outputs",
            "computer_call_output.output.image_url",
            "file_search_call.results",
            "message.input_image.image_url",
            "web_search_call.action.sources",
            "web_search_call.results");

    private final Findings findings = new Findings();
    private final JsonField body;
    private final ChatPaths paths = new ChatPaths();
    private final ObjectNode chat = JsonNodeFactory.instance.objectNode();

    ResponsesRequest(ObjectNode json) {
        this.body = JsonField.root(json, findings);
    }

    Decoded decode(NameResolver names) {
        check();
        for (String member : SAME) {
            if (body.at(member).present()) {
                chat.set(member, body.at(member).node());
            }
        }
        body.at("max_output_tokens")
                .whole(LEAST_TOKENS, MOST_TOKENS)
                .ifPresent(most -> chat.put("max_completion_tokens", most));
        text();
        ResponsesTools.write(body, chat);
        chat.set("messages", new ResponsesInput(paths).read(body.at("instructions"), body.at("input")));
        return findings.first().<Decoded>map(Decoded.Refused::new).orElseGet(() -> asked(names));
    }

    private Decoded asked(NameResolver names) {
        return switch (OpenAiDialect.chat(chat, names)) {
            case Decoded.Refused(Refusal refusal) -> new Decoded.Refused(paths.named(refusal));
            case Decoded.Call(var call, var _) ->
                new Decoded.Call(call, new ResponsesResponder((ObjectNode) body.node(), wantsJson()));
        };
    }

    private boolean wantsJson() {
        return chat.path("response_format").path("type").asText().startsWith("json_");
    }

    private void check() {
        REFUSED.forEach((member, why) -> {
            if (body.at(member).present()) {
                body.at(member).refuse(why);
            }
        });
        if (body.at("background").flag(false)) {
            body.at("background").refuse("must be false, as nothing is kept here; stream the answer instead");
        }
        body.only(KNOWN);
        body.at("max_tool_calls").whole(1, MOST_TOKENS);
        body.at("client_metadata").isObject();
        if (!Set.of("auto", "disabled").contains(body.at("truncation").text().orElse("disabled"))) {
            body.at("truncation").refuse("must be auto or disabled");
        }
        included();
        streamOptions();
    }

    private void included() {
        for (JsonField included : body.at("include").items()) {
            Optional<String> name = included.text();
            if (name.isPresent() && !INCLUDED.contains(name.get())) {
                included.refuse("is nothing that can be included here; only reasoning.encrypted_content is");
            }
        }
    }

    private void streamOptions() {
        JsonField options = body.at("stream_options");
        if (options.isObject()) {
            if (!body.node().path("stream").asBoolean()) {
                options.refuse("is only allowed when stream is true");
            }
            options.only(Set.of("include_obfuscation"));
            options.at("include_obfuscation").flag(false);
        }
    }

    private void text() {
        JsonField text = body.at("text");
        if (!text.isObject()) {
            return;
        }
        text.only(Set.of("format", "verbosity"));
        if (text.at("verbosity").present()) {
            chat.set("verbosity", text.at("verbosity").node());
        }
        JsonField format = text.at("format");
        if (format.isObject()) {
            format(format);
        }
    }

    private void format(JsonField format) {
        ObjectNode asked =
                chat.putObject("response_format").put("type", format.at("type").requiredText());
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        rest.setAll((ObjectNode) format.node());
        rest.remove("type");
        JsonNode type = asked.path("type");
        if (type.asText().equals("json_schema")) {
            asked.set("json_schema", rest);
        } else {
            asked.setAll(rest);
        }
    }
}

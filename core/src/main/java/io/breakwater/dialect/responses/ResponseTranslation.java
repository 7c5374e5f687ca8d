package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.ResponsesBody;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.openai.OpenAiDialect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Translates a Responses request for models without that API: to the chat completion that asks the
/// same, whose rules for files, tools, schemas and thinking then apply. Members without a translation
/// are refused by name.
final class ResponseTranslation {
    private static final long MOST_TOKENS = 10_000_000;

    /// Members that a chat completion has with the same name and meaning.
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
            "prompt_cache_options",
            "prompt_cache_retention",
            "service_tier",
            "metadata",
            "store",
            "top_logprobs");

    private static final Set<String> VERBOSITIES = Set.of("low", "medium", "high");

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

    private static final Set<String> KNOWN = Stream.<Collection<String>>of(SAME, READ, Set.of("background"))
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());

    /// The values of `include` that are accepted; all but the first mean nothing without tools or items
    /// that do not exist here.
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
    private final List<String> unheeded = new ArrayList<>();

    ResponseTranslation(ObjectNode json) {
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
                .whole(ResponsesBody.LEAST_TOKENS, MOST_TOKENS)
                .ifPresent(most -> chat.put("max_completion_tokens", most));
        text();
        unheeded.addAll(ResponsesTools.write(body, chat, paths));
        chat.set("messages", new ResponsesInput(paths).read(body.at("instructions"), body.at("input")));
        return findings.first().<Decoded>map(Decoded.Refused::new).orElseGet(() -> asked(names));
    }

    private Decoded asked(NameResolver names) {
        return switch (OpenAiDialect.translated(chat, names, unheeded)) {
            case Decoded.Refused(Refusal refusal) -> new Decoded.Refused(paths.named(refusal));
            case Decoded.Call call -> call;
        };
    }

    private void check() {
        body.only(KNOWN);
        // It counts the calls of tools that OpenAI's servers run, and none of those is
        // offered here.
        // Source: "Create a model response", OpenAI API reference.
        body.at("max_tool_calls").whole(1, MOST_TOKENS);
        body.at("client_metadata").isObject();
        if (!Set.of("auto", "disabled").contains(body.at("truncation").text().orElse("disabled"))) {
            body.at("truncation").refuse("must be auto or disabled");
        }
        if ("auto".equals(body.at("truncation").node().textValue())) {
            unheeded.add("truncation");
        }
        included();
        streamOptions();
    }

    private void included() {
        for (JsonField included : body.at("include").items()) {
            Optional<String> name = included.text();
            if (name.isPresent() && !INCLUDED.contains(name.get())) {
                included.refuse("cannot be included here; only reasoning.encrypted_content can");
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
        verbosity(text.at("verbosity"));
        JsonField format = text.at("format");
        if (format.isObject()) {
            format(format);
        }
    }

    private void verbosity(JsonField verbosity) {
        verbosity.text().ifPresent(asked -> {
            if (!VERBOSITIES.contains(asked)) {
                verbosity.refuse("must be low, medium or high");
            }
            chat.put("verbosity", asked);
        });
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

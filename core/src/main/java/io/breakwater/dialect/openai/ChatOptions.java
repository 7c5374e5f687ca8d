package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.GuardrailConfig;
import io.breakwater.dialect.json.JsonField;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The options of a chat completion that Bedrock has no member for: dropped if the answer means the
/// same without them, accepted with the one value that changes nothing, and otherwise refused by name.
final class ChatOptions {
    static final Set<String> STREAM_OPTIONS = Set.of("include_usage", "include_obfuscation");

    private static final String CACHE_KEY = "prompt_cache_key";
    private static final String RETENTION = "prompt_cache_retention";
    private static final String METADATA = "metadata";
    private static final String VERBOSITY = "verbosity";

    private static final Set<String> TRANSLATED = Set.of(
            "model",
            "messages",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "stop",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "stream",
            "stream_options",
            "prompt_cache_options");

    private static final List<String> LABELS = List.of("user", "safety_identifier", CACHE_KEY, RETENTION);

    /// Hints without a guarantee. `seed` is one: OpenAI itself promises no determinism.
    private static final Set<String> HINTS = Set.of(METADATA, "prediction", "seed");

    /// The usual retention of a cached prompt, in both spellings that OpenAI has had for it.
    private static final Set<String> IN_MEMORY = Set.of("in_memory", "in-memory");

    /// Options with an effect that a caller could notice, and the values that ask for it: storing, a
    /// lower price, speed or repeatability. Labels of the caller are not among them, nor options that
    /// hold anyway.
    private static final Map<String, Predicate<JsonNode>> UNHEEDED = Map.of(
            "store",
            JsonNode::asBoolean,
            METADATA,
            value -> !value.isEmpty(),
            "prediction",
            value -> !value.isEmpty(),
            "seed",
            JsonNode::isNumber,
            CACHE_KEY,
            JsonNode::isTextual,
            VERBOSITY,
            ChatOptions::isUnusualVerbosity,
            RETENTION,
            value -> value.isTextual() && !IN_MEMORY.contains(value.textValue()),
            "reasoning",
            value -> value.path("exclude").asBoolean());

    /// Options that OpenAI's Responses have a member for.
    private static final List<String> CARRIED =
            Stream.concat(LABELS.stream(), Stream.of(METADATA, VERBOSITY)).toList();

    /// The bounds of `metadata` ("Create a model response", OpenAI API Reference); the latter two in characters.
    private static final int METADATA_MEMBERS = 16;
    private static final int METADATA_NAME = 64;
    private static final int METADATA_VALUE = 512;

    private static final Set<String> VERBOSITIES = Set.of("low", "medium", "high");
    private static final Set<String> TIERS = Set.of("auto", "default", "flex");

    private static final Map<String, Predicate<JsonNode>> NEUTRAL = Map.ofEntries(
            Map.entry("n", value -> value.isIntegralNumber() && value.asLong() == 1),
            Map.entry("store", JsonNode::isBoolean),
            Map.entry("logprobs", ChatOptions::isFalse),
            Map.entry("top_logprobs", ChatOptions::isZero),
            Map.entry("frequency_penalty", ChatOptions::isZero),
            Map.entry("presence_penalty", ChatOptions::isZero),
            Map.entry("logit_bias", value -> value.isObject() && value.isEmpty()),
            Map.entry("modalities", value -> value.size() == 1 && isText(value.path(0), "text")),
            Map.entry(VERBOSITY, value -> VERBOSITIES.contains(value.asText())),
            Map.entry("service_tier", value -> TIERS.contains(value.asText())),
            Map.entry("functions", _ -> false),
            Map.entry("function_call", _ -> false));

    /// What to do instead of using options that cannot be honoured, in words for the message.
    private static final Map<String, String> NEUTRAL_VALUES = Map.of(
            "n",
            "must be 1; send one request per answer",
            "store",
            "must be true or false; the gateway stores no answers either way",
            "modalities",
            "must be [\"text\"]",
            VERBOSITY,
            "must be low, medium or high",
            "service_tier",
            "must be auto, default or flex; others have prices of their own, which the gateway's budgets do not know: leave it out",
            "functions",
            "is OpenAI's former name; send tools, whose type is function",
            "function_call",
            "is OpenAI's former name; send tool_choice");

    private static final Set<String> KNOWN = Stream.<Collection<String>>of(
                    TRANSLATED, ReasoningOptions.MEMBERS, LABELS, HINTS, NEUTRAL.keySet())
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());

    /// Options that the gateway decides for every model: the number of answers, prices, and storing.
    private static final Set<String> OWNED =
            Set.of("n", "store", "modalities", "service_tier", "functions", "function_call");

    private ChatOptions() {}

    /// What OpenAI's Responses have a place for and Converse has none, by the names in [#unheeded].
    static ObjectNode beside(JsonField body) {
        ObjectNode beside = JsonNodeFactory.instance.objectNode();
        for (String name : CARRIED) {
            JsonNode value = body.at(name).node();
            if (isTaken(name, value)) {
                beside.set(name, value);
            }
        }
        JsonNode strict = body.node().at("/response_format/json_schema/strict");
        if (strict.isBoolean()) {
            beside.set(ConverseBody.FORMAT_STRICT, strict);
        }
        return beside;
    }

    static void checkOwned(JsonField body) {
        OWNED.forEach(name -> checkNeutral(body.at(name), name));
        body.none(Set.of("web_search_options"));
        GuardrailConfig.refuseMembers(body);
    }

    private static void checkNeutral(JsonField option, String name) {
        if (option.present() && !NEUTRAL.getOrDefault(name, any -> true).test(option.node())) {
            option.refuse(NEUTRAL_VALUES.getOrDefault(name, "is not supported; leave it out"));
        }
    }

    static void check(JsonField body) {
        for (String name : (Iterable<String>) body.node()::fieldNames) {
            checkNeutral(body.at(name), name);
        }
        body.only(KNOWN);
        checkDropped(body);
    }

    /// The options that the client sets and no model gets, by the names in answers
    /// (`docs/chat-completions.md`).
    ///
    /// @param lessDetail whether the client wants an image read in less detail than models do
    static List<String> unheeded(JsonField body, boolean lessDetail) {
        return Stream.concat(
                        UNHEEDED.entrySet().stream()
                                .filter(option -> option.getValue()
                                        .test(body.at(option.getKey()).node()))
                                .map(Map.Entry::getKey),
                        lessDetail ? Stream.of("image_detail") : Stream.empty())
                .map(name -> name.equals("reasoning") ? "reasoning.exclude" : name)
                .sorted()
                .toList();
    }

    private static void checkDropped(JsonField body) {
        LABELS.forEach(name -> body.at(name).text());
        body.at(METADATA).isObject();
        body.at("prediction").isObject();
        body.at("prompt_cache_options").isObject();
        body.at("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /// Whether Responses take this value; they answer another with 400, where a chat completion never failed.
    private static boolean isTaken(String name, JsonNode value) {
        return switch (name) {
            case METADATA -> isMetadata(value);
            case RETENTION -> isText(value, "24h") || IN_MEMORY.contains(value.asText());
            case VERBOSITY -> isUnusualVerbosity(value);
            default -> value.isTextual();
        };
    }

    private static boolean isUnusualVerbosity(JsonNode value) {
        return isText(value, "low") || isText(value, "high");
    }

    private static boolean isMetadata(JsonNode value) {
        return value.isObject()
                && !value.isEmpty()
                && value.size() <= METADATA_MEMBERS
                && value.propertyStream()
                        .allMatch(member -> fits(member.getKey(), METADATA_NAME)
                                && member.getValue().isTextual()
                                && fits(member.getValue().textValue(), METADATA_VALUE));
    }

    private static boolean fits(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters;
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }

    private static boolean isZero(JsonNode value) {
        return value.isNumber() && value.decimalValue().signum() == 0;
    }

    private static boolean isText(JsonNode value, String text) {
        return text.equals(value.textValue());
    }
}

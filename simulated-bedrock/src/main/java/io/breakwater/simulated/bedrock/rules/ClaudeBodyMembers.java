package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The members of a body of Claude's: the required and optional ones, and their bounds. The path
/// replaces `model` and `stream`. Sources: "Anthropic Claude Messages API", Amazon Bedrock User Guide;
/// "API versions", Claude Developer Platform.
final class ClaudeBodyMembers {

    private static final List<String> NEEDED = List.of("anthropic_version", "max_tokens", "messages");
    private static final Set<String> KNOWN = Stream.of(
                    ModelFieldRules.CLAUDE, NEEDED, Set.of("stop_sequences", "system", "temperature", "top_p"))
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());
    private static final String VERSION = "bedrock-2023-05-31";
    private static final String NEWER_VERSION = "2026-10-21";
    private static final Pattern BETA = Pattern.compile("[a-z0-9-]+-20\\d\\d-?\\d\\d-?\\d\\d");
    private static final List<String> SAMPLING = List.of("temperature", "top_p", "top_k");

    private ClaudeBodyMembers() {}

    static Stream<String> problems(ClaudeBody body) {
        JsonNode json = body.json();
        return Stream.of(
                        strangers(body),
                        NEEDED.stream().filter(name -> !json.has(name)).map(name -> name + ": Field required"),
                        version(body),
                        betas(body),
                        maxTokens(body),
                        Stream.of("temperature", "top_p")
                                .filter(name -> outside(json.path(name)))
                                .map(name -> name + ": range: 0..1"),
                        lists(json),
                        structured(body))
                .flatMap(problems -> problems);
    }

    private static Stream<String> strangers(ClaudeBody body) {
        return body.json()
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !KNOWN.contains(name) || (name.equals("context_management") && !body.beta()))
                .map(ClaudeBodyMembers::extra);
    }

    static String extra(String name) {
        return name + ": Extra inputs are not permitted";
    }

    /// The newer version of the API, which has no sampling, is known to Claude 4.7 and later.
    private static Stream<String> version(ClaudeBody body) {
        String version = body.json().path("anthropic_version").asText();
        boolean knowsNewer = body.version().since(4, 7);
        if (version.equals(NEWER_VERSION) && knowsNewer) {
            return SAMPLING.stream().filter(body.json()::has).map(ClaudeBodyMembers::extra);
        }
        return version.equals(VERSION)
                ? Stream.empty()
                : Stream.of("anthropic_version: Input should be '" + VERSION + "'"
                        + (knowsNewer ? " or '" + NEWER_VERSION + "'" : ""));
    }

    /// Flags end with their start date; it is not published which of them Bedrock knows.
    private static Stream<String> betas(ClaudeBody body) {
        return body.json()
                .path("anthropic_beta")
                .valueStream()
                .filter(beta -> !BETA.matcher(beta.asText()).matches())
                .map(_ -> "invalid beta flag");
    }

    private static Stream<String> maxTokens(ClaudeBody body) {
        JsonNode max = body.json().path("max_tokens");
        if (!max.isIntegralNumber()) {
            return Stream.of("max_tokens: Input should be a valid integer");
        }
        if (max.longValue() < 1) {
            return Stream.of("max_tokens: Input should be greater than or equal to 1");
        }
        return max.longValue() > body.maxOutputTokens()
                ? Stream.of("max_tokens: " + max + " > " + body.maxOutputTokens()
                        + ", which is the maximum allowed number of output tokens for this model")
                : Stream.empty();
    }

    private static boolean outside(JsonNode share) {
        return !share.isMissingNode() && (!share.isNumber() || share.doubleValue() < 0 || share.doubleValue() > 1);
    }

    private static Stream<String> lists(JsonNode json) {
        return Stream.of("messages", "tools", "stop_sequences", "anthropic_beta")
                .filter(name -> json.has(name) && !json.path(name).isArray())
                .map(name -> name + ": Input should be a valid list");
    }

    /// Sources: "Structured outputs", Amazon Bedrock User Guide: since Claude 4.5.
    private static Stream<String> structured(ClaudeBody body) {
        boolean asked =
                body.json().path("output_config").has("format") || body.json().has("output_format");
        return asked && !body.version().since(4, 5) ? Stream.of(extra("output_config.format")) : Stream.empty();
    }
}

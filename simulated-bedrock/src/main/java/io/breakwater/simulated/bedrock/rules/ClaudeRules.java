package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.Set;
import java.util.stream.Stream;

/// The parameters of a request that Claude refuses, by generation. Sources: "Extended thinking",
/// "Effort", "Structured outputs" and "Migrating to Claude 4.5", Claude Developer Platform; messages as
/// Claude on Bedrock has answered them.
final class ClaudeRules {

    private static final String ERRORS = "The model returned the following errors: ";
    private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "xhigh", "max");
    private static final int LEAST_BUDGET = 1_024;

    private ClaudeRules() {}

    static Stream<String> ofConverse(CheckedRequest request) {
        if (request.traits().claude().isEmpty()) {
            return Stream.empty();
        }
        ClaudeVersion version = request.traits().claude().get();
        ClaudeParameters parameters = ClaudeParameters.ofConverse(request.body());
        return Stream.of(
                        problems(parameters, version).map(ERRORS::concat),
                        converseSchema(request),
                        ReasoningRules.problems(request, parameters),
                        prefill(request))
                .flatMap(problems -> problems);
    }

    /// The same for the body of Claude's own Messages API.
    static Stream<String> ofMessages(ClaudeBody body) {
        return problems(ClaudeParameters.ofMessages(body.json()), body.version());
    }

    private static Stream<String> problems(ClaudeParameters parameters, ClaudeVersion version) {
        return Stream.of(
                        sampling(parameters, version),
                        parameters
                                .stops()
                                .valueStream()
                                .filter(stop -> stop.asText().isBlank())
                                .map(_ -> "stop_sequences: each stop sequence must contain non-whitespace"),
                        effort(parameters.effort(), version),
                        thinking(parameters),
                        deprecated(parameters, version),
                        parameters.schemas().stream().flatMap(OutputSchemaRules::problems))
                .flatMap(problems -> problems);
    }

    private static Stream<String> sampling(ClaudeParameters parameters, ClaudeVersion version) {
        boolean both = parameters.temperature().isNumber() && parameters.topP().isNumber();
        return both && version.since(4, 5)
                ? Stream.of("`temperature` and `top_p` cannot both be specified for this model. Please use only one.")
                : Stream.empty();
    }

    /// Since Claude 4.7 only 1, which changes nothing, is accepted.
    private static Stream<String> deprecated(ClaudeParameters parameters, ClaudeVersion version) {
        return version.since(4, 7)
                ? Stream.of(
                                other(parameters.temperature()) ? "temperature" : "",
                                other(parameters.topP()) ? "top_p" : "")
                        .filter(name -> !name.isEmpty())
                        .map(name -> "`" + name + "` is deprecated for this model.")
                : Stream.empty();
    }

    private static boolean other(JsonNode share) {
        return share.isNumber() && share.doubleValue() != 1;
    }

    private static Stream<String> effort(JsonNode effort, ClaudeVersion version) {
        if (effort.isMissingNode()) {
            return Stream.empty();
        }
        if (!version.takesEffort()) {
            return Stream.of("This model does not support the effort parameter.");
        }
        return EFFORTS.contains(effort.asText())
                ? Stream.empty()
                : Stream.of("output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'");
    }

    private static Stream<String> thinking(ClaudeParameters parameters) {
        String type = parameters.thinking().path("type").asText();
        if (!type.equals("enabled") && !type.equals("adaptive")) {
            return Stream.empty();
        }
        Stream<String> forced = parameters.forced()
                ? Stream.of("Thinking may not be enabled when tool_choice forces tool use.")
                : Stream.empty();
        Stream<String> cool =
                parameters.temperature().isNumber() && parameters.temperature().doubleValue() != 1
                        ? Stream.of("`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.")
                        : Stream.empty();
        return Stream.of(type.equals("enabled") ? budget(parameters) : Stream.<String>empty(), forced, cool)
                .flatMap(problems -> problems);
    }

    private static Stream<String> budget(ClaudeParameters parameters) {
        JsonNode budget = parameters.thinking().path("budget_tokens");
        if (budget.asLong() < LEAST_BUDGET) {
            return Stream.of(
                    "thinking.enabled.budget_tokens: Input should be greater than or equal to " + LEAST_BUDGET);
        }
        return parameters.maxTokens().isNumber()
                        && budget.asLong() >= parameters.maxTokens().asLong()
                ? Stream.of("`max_tokens` must be greater than `thinking.budget_tokens`.")
                : Stream.empty();
    }

    /// Converse accepts the schema as the text of a JSON object.
    private static Stream<String> converseSchema(CheckedRequest request) {
        JsonNode format = request.body().path("outputConfig").path("textFormat");
        if (format.isMissingNode()) {
            return Stream.empty();
        }
        JsonNode schema = format.path("structure").path("jsonSchema").path("schema");
        boolean object = Json.read(schema.asText()).filter(JsonNode::isObject).isPresent();
        return format.path("type").asText().equals("json_schema") && object
                ? Stream.empty()
                : Stream.of("The value at outputConfig.textFormat must have the type json_schema and, at"
                        + " structure.jsonSchema.schema, a JSON object as text.");
    }

    private static Stream<String> prefill(CheckedRequest request) {
        int last = request.messages().size() - 1;
        String text = request.messages()
                .path(last)
                .path("content")
                .path(request.blocks(last).size() - 1)
                .path("text")
                .asText();
        return request.role(last).equals("assistant") && !text.equals(text.stripTrailing())
                ? Stream.of(ERRORS + "messages: final assistant content cannot end with trailing whitespace")
                : Stream.empty();
    }
}

package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.model.EffortLevel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The options of a chat completion for thinking and sampling that are not OpenAI's own, as clients
/// send them through `extra_body`: Anthropic's `thinking` and `top_k`, OpenRouter's `reasoning`; and
/// OpenAI's `reasoning_effort`. They are written in Claude's form; the adaptation to each model knows
/// the other models' fields.
final class ReasoningOptions {
    static final Set<String> MEMBERS = Set.of("reasoning_effort", "reasoning", "thinking", "top_k");

    private static final long MOST = 10_000_000;

    /// The room for an answer beside a budget for thinking if the client sets no bound: the gateway's
    /// default bound.
    private static final long ROOM_FOR_THE_ANSWER = 16_384;

    private static final Set<String> THINKING = Set.of("type", "budget_tokens", "display");
    private static final Set<String> REASONING =
            Set.of("effort", "max_tokens", "enabled", "exclude", "summary", "generate_summary");
    private static final String FIELDS = "/additionalModelRequestFields";

    private final JsonField body;
    private final JsonField thinking;
    private final JsonField reasoning;

    ReasoningOptions(JsonField body) {
        this.body = body;
        this.thinking = body.at("thinking");
        this.reasoning = body.at("reasoning");
    }

    void writeTo(ObjectNode converse) {
        writeEffort(converse);
        if (thinking.isObject()) {
            thinking.only(THINKING);
            thinking.at("display").text();
            switch (thinking.at("type").requiredText()) {
                case "enabled" -> {
                    requireBudget();
                    converse.withObject(FIELDS).set("thinking", thinking.node());
                }
                case "adaptive", "disabled" -> converse.withObject(FIELDS).set("thinking", thinking.node());
                default -> thinking.at("type").refuse("must be enabled, adaptive or disabled");
            }
        } else {
            budget().ifPresent(tokens -> converse.withObject(FIELDS)
                    .putObject("thinking")
                    .put("type", "enabled")
                    .put("budget_tokens", tokens));
        }
        body.at("top_k")
                .whole(1, MOST)
                .ifPresent(k -> converse.withObject(FIELDS).put("top_k", k));
    }

    /// The bound on the answer with room for the thinking before it: Claude requires more than the
    /// budget.
    OptionalLong bound(OptionalLong asked) {
        OptionalLong budget = budget();
        if (budget.isEmpty()) {
            return asked;
        }
        if (asked.isPresent() && asked.getAsLong() <= budget.getAsLong()) {
            body.at(thinking.present() ? "thinking" : "reasoning")
                    .refuse("has a budget of %d tokens, which max_tokens must be above, got %d"
                            .formatted(budget.getAsLong(), asked.getAsLong()));
        }
        return asked.isPresent() ? asked : OptionalLong.of(budget.getAsLong() + ROOM_FOR_THE_ANSWER);
    }

    private OptionalLong budget() {
        if (thinking.present()) {
            return thinking.node().path("type").asText().equals("enabled")
                    ? thinking.at("budget_tokens").whole(MessagesBody.LEAST_BUDGET_TOKENS, MOST)
                    : OptionalLong.empty();
        }
        OptionalLong asked = reasoning.at("max_tokens").whole(1, MOST);
        return asked.isPresent() && isOn()
                ? OptionalLong.of(Math.max(MessagesBody.LEAST_BUDGET_TOKENS, asked.getAsLong()))
                : OptionalLong.empty();
    }

    private void requireBudget() {
        if (!thinking.at("budget_tokens").present()) {
            thinking.at("budget_tokens")
                    .refuse("is missing; it must be a whole number of at least " + MessagesBody.LEAST_BUDGET_TOKENS);
        }
    }

    /// Writes the level of effort. `none` is the default by Converse, but GPT has to be told;
    /// `reasoning` counts only without `reasoning_effort`.
    private void writeEffort(ObjectNode converse) {
        checkReasoning();
        JsonField direct = body.at("reasoning_effort");
        JsonField effort = direct.present() ? direct : reasoning.at("effort");
        Optional<String> asked = effort.text().or(this::enabledAlone);
        asked.ifPresent(level -> {
            if (level.equals(EffortLevel.NONE) || EffortLevel.of(level).isPresent()) {
                converse.withObject("/outputConfig").put("effort", level);
            } else {
                effort.refuse("must be none, minimal, low, medium, high, xhigh or max");
            }
        });
    }

    private void checkReasoning() {
        if (reasoning.isObject()) {
            reasoning.only(REASONING);
            reasoning.at("enabled").flag(true);
            reasoning.at("exclude").flag(false);
        }
    }

    /// The level if reasoning is switched on without one: OpenRouter's default, medium.
    private Optional<String> enabledAlone() {
        boolean asked = reasoning.node().path("enabled").asBoolean();
        boolean measured = reasoning.at("max_tokens").present()
                || body.at("reasoning_effort").present();
        return asked && !measured ? Optional.of(EffortLevel.MEDIUM.label()) : Optional.empty();
    }

    private boolean isOn() {
        return reasoning.node().path("enabled").asBoolean(true);
    }
}

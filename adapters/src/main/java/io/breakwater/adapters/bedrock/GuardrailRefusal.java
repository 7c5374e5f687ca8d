package io.breakwater.adapters.bedrock;

import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Target;
import io.breakwater.routing.Outcome;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Recognizes refusals of a call because of its guardrail and not its model: a deleted version or id
/// (ValidationException, ResourceNotFoundException), or a role without `bedrock:ApplyGuardrail`
/// (AccessDeniedException: "Permissions to use guardrails", Amazon Bedrock User Guide). One exception
/// has many causes, so the message decides.
final class GuardrailRefusal {
    private static final String WORD = "guardrail";
    /// Messages of a 400 about `guardrailConfig`, which the gateway writes, or about the guardrail's
    /// existence.
    private static final Pattern ABOUT_ITSELF = Pattern.compile(
            "guardrail ?(config|identifier|id|version|arn|profile)\\b|guardrail\\b[^.]*\\b(exist|found|ready|invalid|deleted)");
    /// The text in place of a 400's message, which may quote the prompt.
    private static final String INVALID =
            "ValidationException: Bedrock has no such guardrail or version in this account and Region, or cannot use it";

    /// The outcome, unless the guardrail was refused.
    static Outcome in(Outcome outcome, AppliedGuardrail guardrail, Target target) {
        return switch (outcome) {
            case Outcome.Misconfigured(String why) when names(why) -> refused(why, guardrail, target);
            case Outcome.Rejected(String message, var _) when itself(message) -> refused(INVALID, guardrail, target);
            case Outcome.Doubtful(String message, var _) when itself(message) -> refused(INVALID, guardrail, target);
            case Outcome.Doubtful(String message, var _)
            when names(message) ->
                new Outcome.Doubtful(message, Optional.of(guardrail.guardrail().name()));
            case Outcome other -> other;
        };
    }

    private static boolean names(String text) {
        return text.toLowerCase(Locale.ROOT).contains(WORD);
    }

    private static boolean itself(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return !OutcomeReader.isOfASchema(lower) && ABOUT_ITSELF.matcher(lower).find();
    }

    private static Outcome refused(String why, AppliedGuardrail guardrail, Target target) {
        String copy = guardrail
                .at(target)
                .map(at -> "version " + at.version() + " of " + OutcomeReader.masked(at.id()))
                .orElse("without a copy");
        return new Outcome.GuardrailRefused(guardrail.guardrail().name(), copy + ": " + why);
    }

    private GuardrailRefusal() {}
}

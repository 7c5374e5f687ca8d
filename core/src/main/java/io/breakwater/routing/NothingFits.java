package io.breakwater.routing;

import java.util.List;
import java.util.Optional;

/// Says why no target may serve a request: the reason that stands closest to success.
final class NothingFits {

    static GiveUpReason reason(Plan plan) {
        if (plan.tooLarge().isPresent()) {
            Plan.TooLarge tooLarge = plan.tooLarge().get();
            return new GiveUpReason.TooLarge(tooLarge.asked(), tooLarge.most());
        }
        List<Skipped> skipped = plan.skipped();
        if (has(skipped, Skipped.Reason.CONTEXT_TOO_SMALL)) {
            return new GiveUpReason.InputTooLong("input and max_tokens together exceed the model's context window");
        }
        if (has(skipped, Skipped.Reason.NOT_STREAMED)) {
            return new GiveUpReason.NothingEligible(
                    "the model sends such an answer (with tools) only whole, not as a stream; "
                            + "ask for it whole: \"stream\": false, or Converse instead of ConverseStream");
        }
        if (has(skipped, Skipped.Reason.GUARDRAIL_MISSING) && !has(skipped, Skipped.Reason.FEATURE_MISSING)) {
            return new GiveUpReason.NothingEligible(
                    "no target that may serve this tenant has the guardrail of the request");
        }
        return because(skipped, Skipped.Reason.FEATURE_MISSING, "the model does not support what the request uses: ")
                .or(() -> because(
                        skipped,
                        Skipped.Reason.LANGUAGE_NOT_SPOKEN,
                        "the request cannot be put to the model in this API: "))
                .orElseGet(() -> new GiveUpReason.NothingEligible("no target may serve this tenant"));
    }

    private static Optional<GiveUpReason> because(List<Skipped> skipped, Skipped.Reason reason, String words) {
        return skipped.stream()
                .filter(skip -> skip.reason() == reason)
                .findFirst()
                .map(skip -> new GiveUpReason.NothingEligible(words + skip.because()));
    }

    private static boolean has(List<Skipped> skipped, Skipped.Reason reason) {
        return skipped.stream().anyMatch(skip -> skip.reason() == reason);
    }

    private NothingFits() {}
}

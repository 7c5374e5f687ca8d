package io.breakwater.call;

import io.breakwater.dialect.AskedGuardrail;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Validated;
import io.breakwater.model.Alias;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Guardrail;
import io.breakwater.model.Guardrails;
import io.breakwater.model.Tenant;
import java.util.Optional;

/// Decides which guardrail a request is checked with. A configured guardrail is always applied. A
/// caller may ask for one only where none is configured, and can neither remove nor replace a
/// configured one.
final class Guarding {

    /// Empty if the request is checked with none.
    static Validated<Optional<AppliedGuardrail>> of(Guardrails guardrails, Tenant tenant, ModelCall call) {
        Optional<Guardrail> set = guardrails.of(tenant, call.alias());
        if (call.guardrail().isEmpty()) {
            return new Validated.Valid<>(set.map(AppliedGuardrail::asSet));
        }
        AskedGuardrail asked = call.guardrail().get();
        return set.map(guardrail -> whereOneIsSet(guardrail, asked))
                .orElseGet(() -> added(guardrails, tenant, call.alias(), asked));
    }

    /// A caller who asks for the guardrail that is applied anyway gets it as configured, over the whole
    /// request.
    private static Validated<Optional<AppliedGuardrail>> whereOneIsSet(Guardrail set, AskedGuardrail asked) {
        if (asked.marked().isPresent()) {
            String block = asked.marked().get();
            return new Validated.Refused<>(Refusal.invalidRequest(
                    block
                            + " cannot restrict what the guardrail that is configured for these calls checks; send the text itself",
                    Optional.of(block)));
        }
        return set.is(asked.identifier()) && isOf(set, asked)
                ? new Validated.Valid<>(Optional.of(AppliedGuardrail.asSet(set)))
                : refused(
                        asked,
                        "cannot replace the guardrail that is configured for these calls; leave it out, or ask the gateway's"
                                + " operators for another");
    }

    private static Validated<Optional<AppliedGuardrail>> added(
            Guardrails guardrails, Tenant tenant, Alias alias, AskedGuardrail asked) {
        return guardrails
                .named(asked.identifier())
                .filter(guardrail -> guardrail.isFor(tenant, alias) && isOf(guardrail, asked))
                .<Validated<Optional<AppliedGuardrail>>>map(guardrail ->
                        new Validated.Valid<>(Optional.of(new AppliedGuardrail(
                                guardrail,
                                asked.trace().orElse(guardrail.trace()),
                                asked.asynchronous().orElse(guardrail.asynchronous())))))
                .orElseGet(() -> refused(
                        asked,
                        "is not a guardrail of this gateway in that version; ask its operators for the name of one, and"
                                + " leave its version out"));
    }

    private static boolean isOf(Guardrail guardrail, AskedGuardrail asked) {
        return asked.version().isEmpty()
                || guardrail.copies().values().stream()
                        .anyMatch(copy -> copy.version().equals(asked.version().get()));
    }

    private static Validated<Optional<AppliedGuardrail>> refused(AskedGuardrail asked, String why) {
        return new Validated.Refused<>(Refusal.invalidRequest(asked.field() + " " + why, Optional.of(asked.field())));
    }

    private Guarding() {}
}

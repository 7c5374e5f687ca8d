package io.breakwater.event;

import io.breakwater.model.Alias;
import io.breakwater.model.Cause;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that happened on the way of a request. Whoever consumes events MUST NOT fail the request: it keeps its own
/// failures to itself and reports them.
public sealed interface GatewayEvent {

    String requestId();

    Instant at();

    /// What the log calls this event. The class may be renamed, this may not: saved queries read it.
    default String label() {
        return switch (this) {
            case AttemptEnded _ -> "AttemptEnded";
            case RequestEnded _ -> "RequestEnded";
            case BreakersOpen _ -> "BreakersOpen";
            case QuotaUsed _ -> "QuotaUsed";
            case StoreFailed _ -> "StoreFailed";
            case LimitOverlooked _ -> "LimitOverlooked";
            case AdmittedLocally _ -> "AdmittedLocally";
            case SettlementLost _ -> "SettlementLost";
            case TargetsUnknown _ -> "TargetsUnknown";
            case GuardrailRefused _ -> "GuardrailRefused";
            case TargetChanged _ -> "TargetChanged";
            case Defect _ -> "Defect";
        };
    }

    /// One call to one target has ended.
    ///
    /// @param outcome the ending's label, such as `Answered` or `Throttled`
    /// @param detail what Bedrock or the network said, where that helps the operator; empty for an answer
    /// @param tokens what it cost of the target's quota: 0 where nothing came of it, what was reserved where it
    /// may be billed all the same
    /// @param nanoUsd what it cost in money, likewise; the tenant is never charged above its reservation for all
    /// attempts together
    record AttemptEnded(
            String requestId,
            Instant at,
            TenantId tenant,
            Target target,
            int attempt,
            String outcome,
            String detail,
            long tokens,
            long nanoUsd,
            Duration took)
            implements GatewayEvent {}

    /// A request has its final answer.
    ///
    /// @param status the HTTP status sent
    /// @param ending one of [#OK], [#CLIENT_LEFT] and [#BROKEN], or the refusal's label, such as
    /// `RateLimited`
    /// @param limit the tenant limit that refused, where one did
    /// @param cause why there is no answer, or none that is whole, and where; empty for a whole one
    record RequestEnded(
            String requestId,
            Instant at,
            TenantId tenant,
            Optional<Alias> alias,
            int status,
            String ending,
            Optional<String> limit,
            Optional<Cause> cause,
            Served served,
            Duration took)
            implements GatewayEvent {
        /// The answer is whole, and its client has it.
        public static final String OK = "ok";
        /// The client left before it had the whole answer.
        public static final String CLIENT_LEFT = "client-left";
        /// The answer broke off after its first byte.
        public static final String BROKEN = "broken";
    }

    /// A request had to leave out targets because their breaker is open.
    record BreakersOpen(String requestId, Instant at, TenantId tenant, List<Target> targets) implements GatewayEvent {
        public BreakersOpen {
            targets = List.copyOf(targets);
        }
    }

    /// How much a tenant has used of the day's tokens or the month's money, whichever is nearer to its end.
    ///
    /// @param perMillion parts per million of the limit
    record QuotaUsed(String requestId, Instant at, TenantId tenant, long perMillion) implements GatewayEvent {}

    /// The store did not take a write of the ledger, or did not say whether it has.
    record StoreFailed(String requestId, Instant at, TenantId tenant, String ledgerKey, String reason)
            implements GatewayEvent {}

    /// Bedrock does not let an account apply the guardrail that a call was to be checked with: somebody
    /// has to mend it.
    ///
    /// @param target where it was refused
    /// @param guardrail its name in the configuration
    /// @param reason which copy, and what Bedrock said, without account numbers
    record GuardrailRefused(
            String requestId, Instant at, TenantId tenant, Target target, String guardrail, String reason)
            implements GatewayEvent {}

    /// A limit in shadow would have refused a request, which was admitted.
    ///
    /// @param limit the limit's name in configuration
    record LimitOverlooked(String requestId, Instant at, TenantId tenant, String limit) implements GatewayEvent {}

    /// A request was admitted from this process's own allowance, because the ledger's store did not answer.
    record AdmittedLocally(String requestId, Instant at, TenantId tenant) implements GatewayEvent {}

    /// A settlement was not confirmed by the store; its hold heals by itself. Or what was used without the
    /// store could not be kept until it was back; then it is in no ledger.
    record SettlementLost(String requestId, Instant at, TenantId tenant, String ledgerKey, String reason)
            implements GatewayEvent {}

    /// What is known of targets beyond this process could not be read or written; what was known before
    /// counts on, and what this process decides counts for itself.
    ///
    /// @param requestId of no request: `health` or `drains`, whichever it was
    record TargetsUnknown(String requestId, Instant at, String reason) implements GatewayEvent {}

    /// From now on all copies know something else of a target's health or of a quota of the day.
    ///
    /// @param requestId of no request: `health`
    /// @param subject the target's label, or the account, Region and, where it is one model's, the model of
    /// a quota
    /// @param change what happened, such as `ejected` or `readmitted`
    /// @param until not to be called before, where it is left out
    /// @param reason the ending of a call that led to it, or the operator who has reset it
    record TargetChanged(
            String requestId, Instant at, String subject, String change, Optional<Instant> until, String reason)
            implements GatewayEvent {}

    /// A defect of the gateway: something that must not happen, with the stack for the operator.
    ///
    /// @param tenant whose request it was, where that is known
    /// @param last whether it has ended the request, so that it is the last of its events; else an answer
    /// follows
    record Defect(String requestId, Instant at, Optional<TenantId> tenant, Throwable cause, boolean last)
            implements GatewayEvent {

        /// One that has ended its request.
        public Defect(String requestId, Instant at, Optional<TenantId> tenant, Throwable cause) {
            this(requestId, at, tenant, cause, true);
        }

        /// One that its request has survived.
        public static Defect survived(String requestId, Instant at, Optional<TenantId> tenant, Throwable cause) {
            return new Defect(requestId, at, tenant, cause, false);
        }
    }
}

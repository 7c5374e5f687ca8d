package io.breakwater.event;

import io.breakwater.model.Alias;
import io.breakwater.model.Cause;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that happened while a request was served. A consumer of events MUST NOT fail the request:
/// it handles and reports its own failures.
public sealed interface GatewayEvent {

    String requestId();

    Instant at();

    /// The name of this event in the log. The class may be renamed; the label may not, since saved
    /// queries read it.
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
    /// @param outcome the outcome's label, such as `Answered` or `Throttled`
    /// @param detail the message of Bedrock or the network, if it helps the operator; empty for an
    /// answer
    /// @param tokens its cost in the target's quota: 0 if it failed, the reservation if it failed but
    /// may be billed
    /// @param nanoUsd its cost in money, likewise; for all attempts together the tenant is never
    /// charged above its reservation
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
    /// @param limit the tenant's limit that refused, if one did
    /// @param cause why and where there is no answer or only a part; empty for a whole answer
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

    /// A request could not use some targets because their breaker is open.
    record BreakersOpen(String requestId, Instant at, TenantId tenant, List<Target> targets) implements GatewayEvent {
        public BreakersOpen {
            targets = List.copyOf(targets);
        }
    }

    /// How much a tenant has used of the day's tokens or the month's money, whichever is closer to its
    /// limit.
    ///
    /// @param perMillion parts per million of the limit
    record QuotaUsed(String requestId, Instant at, TenantId tenant, long perMillion) implements GatewayEvent {}

    /// The store did not take a write of the ledger, or did not say whether it has.
    record StoreFailed(String requestId, Instant at, TenantId tenant, String ledgerKey, String reason)
            implements GatewayEvent {}

    /// Bedrock does not let an account apply the guardrail of a call: an operator has to fix that.
    ///
    /// @param target where it was refused
    /// @param guardrail its name in the configuration
    /// @param reason the copy of the guardrail and Bedrock's message, without account numbers
    record GuardrailRefused(
            String requestId, Instant at, TenantId tenant, Target target, String guardrail, String reason)
            implements GatewayEvent {}

    /// A limit in shadow would have refused a request, which was admitted.
    ///
    /// @param limit the limit's name in configuration
    record LimitOverlooked(String requestId, Instant at, TenantId tenant, String limit) implements GatewayEvent {}

    /// A request was admitted from this process's own allowance, because the ledger's store did not answer.
    record AdmittedLocally(String requestId, Instant at, TenantId tenant) implements GatewayEvent {}

    /// The store did not confirm a settlement; its hold expires by itself. Or use admitted without the
    /// store could not be kept until the store was back; then no ledger has it.
    record SettlementLost(String requestId, Instant at, TenantId tenant, String ledgerKey, String reason)
            implements GatewayEvent {}

    /// The shared state of the targets could not be read or written; the last known state stays in
    /// force, and this process's decisions count for itself alone.
    ///
    /// @param requestId not a request: `health` or `drains`, the state that failed
    record TargetsUnknown(String requestId, Instant at, String reason) implements GatewayEvent {}

    /// The shared state of a target's health or of a quota of the day has changed.
    ///
    /// @param requestId not a request: `health`
    /// @param subject the target's label, or the quota's account and Region, and its model if it is one
    /// model's quota
    /// @param change what happened, such as `ejected` or `readmitted`
    /// @param until when it may be called again, if it is left out
    /// @param reason the outcome of the call that led to it, or the operator who reset it
    record TargetChanged(
            String requestId, Instant at, String subject, String change, Optional<Instant> until, String reason)
            implements GatewayEvent {}

    /// A defect of the gateway: something that must not happen, with the stack for the operator.
    ///
    /// @param tenant the tenant of the request, if known
    /// @param last whether it has ended the request and is its last event; if not, an answer follows
    record Defect(String requestId, Instant at, Optional<TenantId> tenant, Throwable cause, boolean last)
            implements GatewayEvent {

        /// A defect that has ended its request.
        public Defect(String requestId, Instant at, Optional<TenantId> tenant, Throwable cause) {
            this(requestId, at, tenant, cause, true);
        }

        /// A defect that its request has survived.
        public static Defect survived(String requestId, Instant at, Optional<TenantId> tenant, Throwable cause) {
            return new Defect(requestId, at, tenant, cause, false);
        }
    }
}

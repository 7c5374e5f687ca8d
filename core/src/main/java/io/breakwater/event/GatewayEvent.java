package io.breakwater.event;

import io.breakwater.model.Alias;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Something that happened on the way of a request.
public sealed interface GatewayEvent {

    String requestId();

    Instant at();

    /// One call to one target has ended.
    ///
    /// @param outcome the kind of ending, such as `Answered` or `Throttled`
    /// @param detail what Bedrock or the network said, where that helps the operator; empty for an answer
    record AttemptEnded(
            String requestId,
            Instant at,
            TenantId tenant,
            Target target,
            int attempt,
            String outcome,
            String detail,
            Duration took)
            implements GatewayEvent {}

    /// A request has its final answer.
    ///
    /// @param status the HTTP status sent
    /// @param ending `ok`, or the kind of refusal, such as `RateLimited`
    /// @param limit the tenant limit that refused, where one did
    record RequestEnded(
            String requestId,
            Instant at,
            TenantId tenant,
            Optional<Alias> alias,
            int status,
            String ending,
            Optional<String> limit,
            Served served,
            Duration took)
            implements GatewayEvent {}

    /// A limit in shadow would have refused a request, which was admitted.
    ///
    /// @param limit the limit's name in configuration
    record LimitOverlooked(String requestId, Instant at, TenantId tenant, String limit) implements GatewayEvent {}

    /// A request was admitted from this process's own allowance, because the ledger's store did not answer.
    record AdmittedLocally(String requestId, Instant at, TenantId tenant) implements GatewayEvent {}

    /// A settlement was not confirmed by the store; its hold heals by itself. Or what was used without the store could
    /// not be kept until it was back; then it is in no ledger.
    record SettlementLost(String requestId, Instant at, String ledgerKey, String reason) implements GatewayEvent {}

    /// A defect of the gateway: something that must not happen, with the stack for the operator.
    record Defect(String requestId, Instant at, Throwable cause) implements GatewayEvent {}
}

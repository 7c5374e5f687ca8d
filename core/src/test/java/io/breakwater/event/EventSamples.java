package io.breakwater.event;

import io.breakwater.Sample;
import io.breakwater.event.GatewayEvent.RequestEnded;
import io.breakwater.model.Cause;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Events of every kind, with everything that they can carry.
public final class EventSamples {
    private static final String ID = "01J9Z";
    private static final Instant AT = Sample.NOW;
    private static final TenantId TENANT = new TenantId("search");
    private static final Target TARGET =
            Sample.target("a", Sample.EAST, Sample.SONNET_US).target();

    public static List<GatewayEvent> all() {
        return List.of(
                attempt("Throttled"),
                request(
                        200,
                        RequestEnded.BROKEN,
                        Optional.empty(),
                        Cause.of(TARGET, "BrokenStream: reset"),
                        answered()),
                request(
                        429,
                        "RateLimited",
                        Optional.of("requestsPerMinute"),
                        Cause.nobody("limit requestsPerMinute of tenant search"),
                        Served.nobody(0)),
                new GatewayEvent.BreakersOpen(ID, AT, TENANT, List.of(TARGET)),
                new GatewayEvent.QuotaUsed(ID, AT, TENANT, 500_000),
                new GatewayEvent.StoreFailed(ID, AT, TENANT, "tenant#search", "time-out"),
                new GatewayEvent.LimitOverlooked(ID, AT, TENANT, "tokensPerDay"),
                new GatewayEvent.AdmittedLocally(ID, AT, TENANT),
                new GatewayEvent.GuardrailRefused(
                        ID, AT, TENANT, TARGET, "no-advice", "version 3 of gr1: AccessDeniedException: not authorized"),
                new GatewayEvent.SettlementLost(ID, AT, TENANT, "tenant#search", "time-out"),
                new GatewayEvent.TargetsUnknown("health", AT, "time-out"),
                new GatewayEvent.TargetChanged(
                        "health", AT, TARGET.label(), "ejected", Optional.of(AT.plusSeconds(30)), "ServerFault"),
                new GatewayEvent.Defect(ID, AT, Optional.of(TENANT), new IllegalStateException("must not happen")));
    }

    public static GatewayEvent.AttemptEnded attempt(String outcome) {
        return new GatewayEvent.AttemptEnded(
                ID, AT, TENANT, TARGET, 1, outcome, "tokens", 200, 600, Duration.ofMillis(300));
    }

    private static RequestEnded request(int status, String ending, Optional<String> limit, Cause cause, Served served) {
        return new RequestEnded(
                ID,
                AT,
                TENANT,
                Optional.of(Sample.SONNET),
                status,
                ending,
                limit,
                Optional.of(cause),
                served,
                Duration.ofSeconds(1));
    }

    private static Served answered() {
        return new Served(
                Optional.of(TARGET),
                2,
                2,
                TokenUsage.of(100, 20),
                200,
                600,
                List.of(TARGET),
                Optional.of(Duration.ofMillis(240)),
                Optional.of("no-room"),
                true,
                false);
    }

    private EventSamples() {}
}

package io.breakwater.router;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import io.breakwater.model.Cause;
import io.breakwater.model.Usd;
import io.breakwater.routing.Outcome;
import io.breakwater.settings.Logging.Level;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;

/// One JSON line per event, with request id and tenant: requests, failed attempts, failures of the
/// store and defects. An event that the request's own line includes is written only at the level
/// `DEBUG`.
public final class JsonEvents implements Consumer<GatewayEvent> {
    private static final String ANSWERED = new Outcome.Answered().label();

    private final PrintStream out;
    private final Level least;

    public JsonEvents(PrintStream out) {
        this(out, Level.INFO);
    }

    /// @param least the lowest level that is written
    public JsonEvents(PrintStream out, Level least) {
        this.out = out;
        this.least = least;
    }

    @Override
    public void accept(GatewayEvent event) {
        if (level(event).compareTo(least) >= 0) {
            out.println(line(event));
        }
    }

    /// Whether the request's own line includes everything in this event.
    public static boolean saysNothingNew(GatewayEvent event) {
        return level(event) == Level.DEBUG;
    }

    private static Level level(GatewayEvent event) {
        return switch (event) {
            case GatewayEvent.RequestEnded _, GatewayEvent.LimitOverlooked _, GatewayEvent.TargetChanged _ ->
                Level.INFO;
            case GatewayEvent.AttemptEnded attempt when attempt.outcome().equals(ANSWERED) -> Level.DEBUG;
            case GatewayEvent.BreakersOpen _, GatewayEvent.QuotaUsed _ -> Level.DEBUG;
            case GatewayEvent.AttemptEnded _, GatewayEvent.StoreFailed _, GatewayEvent.SettlementLost _ -> Level.WARN;
            case GatewayEvent.AdmittedLocally _, GatewayEvent.TargetsUnknown _, GatewayEvent.GuardrailRefused _ ->
                Level.WARN;
            case GatewayEvent.Defect _ -> Level.ERROR;
        };
    }

    private static ObjectNode line(GatewayEvent event) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("at", event.at().toString());
        line.put("level", level(event).name());
        line.put("event", event.label());
        line.put("requestId", event.requestId());
        return switch (event) {
            case GatewayEvent.RequestEnded ended ->
                request(line.put("tenant", ended.tenant().value()), ended);
            case GatewayEvent.AttemptEnded attempt ->
                attempt(line.put("tenant", attempt.tenant().value()), attempt);
            case GatewayEvent.BreakersOpen open ->
                breakers(line.put("tenant", open.tenant().value()), open);
            case GatewayEvent.QuotaUsed used ->
                line.put("tenant", used.tenant().value()).put("perMillion", used.perMillion());
            case GatewayEvent.StoreFailed failed ->
                line.put("tenant", failed.tenant().value())
                        .put("ledgerKey", failed.ledgerKey())
                        .put("reason", failed.reason());
            case GatewayEvent.SettlementLost lost ->
                line.put("tenant", lost.tenant().value())
                        .put("ledgerKey", lost.ledgerKey())
                        .put("reason", lost.reason());
            case GatewayEvent.LimitOverlooked overlooked ->
                line.put("tenant", overlooked.tenant().value()).put("limit", overlooked.limit());
            case GatewayEvent.AdmittedLocally local ->
                line.put("tenant", local.tenant().value());
            case GatewayEvent.GuardrailRefused refused ->
                line.put("tenant", refused.tenant().value())
                        .put("target", refused.target().label())
                        .put("guardrail", refused.guardrail())
                        .put("reason", refused.reason());
            case GatewayEvent.TargetsUnknown unknown -> line.put("reason", unknown.reason());
            case GatewayEvent.TargetChanged changed -> {
                line.put("subject", changed.subject()).put("change", changed.change());
                changed.until().ifPresent(until -> line.put("until", until.toString()));
                yield line.put("reason", changed.reason());
            }
            case GatewayEvent.Defect defect -> {
                defect.tenant().ifPresent(tenant -> line.put("tenant", tenant.value()));
                yield line.put("stack", stack(defect));
            }
        };
    }

    private static ObjectNode breakers(ObjectNode line, GatewayEvent.BreakersOpen open) {
        open.targets().forEach(target -> line.withArray("targets").add(target.label()));
        return line;
    }

    private static ObjectNode attempt(ObjectNode line, GatewayEvent.AttemptEnded attempt) {
        line.put("target", attempt.target().label());
        line.put("attempt", attempt.attempt());
        line.put("outcome", attempt.outcome());
        line.put("detail", attempt.detail());
        line.put("tokens", attempt.tokens());
        line.put("microUsd", Usd.micros(attempt.nanoUsd()));
        return line.put("millis", attempt.took().toMillis());
    }

    private static ObjectNode request(ObjectNode line, GatewayEvent.RequestEnded ended) {
        ended.alias().ifPresent(alias -> line.put("alias", alias.value()));
        line.put("status", ended.status());
        line.put("ending", ended.ending());
        ended.limit().ifPresent(limit -> line.put("limit", limit));
        ended.cause().ifPresent(cause -> cause(line, cause));
        served(line, ended.served());
        return line.put("millis", ended.took().toMillis());
    }

    private static void cause(ObjectNode line, Cause cause) {
        line.put("reason", cause.reason());
        cause.target().ifPresent(target -> line.put("blamed", target.label()));
    }

    private static void served(ObjectNode line, Served served) {
        served.target().ifPresent(target -> line.put("target", target.label()));
        line.put("tier", served.tier());
        line.put("attempts", served.attempts());
        line.put("inputTokens", served.usage().input());
        line.put("outputTokens", served.usage().output());
        line.put("cacheReadTokens", served.usage().cacheRead());
        line.put("cacheWriteTokens", served.usage().cacheWrite());
        line.put("chargedTokens", served.chargedTokens());
        line.put("microUsd", Usd.micros(served.nanoUsd()));
        served.abandoned().forEach(target -> line.withArray("abandoned").add(target.label()));
        served.firstToken().ifPresent(first -> line.put("firstTokenMillis", first.toMillis()));
        served.secondRun().ifPresent(second -> line.put("secondRun", second));
        if (served.affinity()) {
            line.put("affinity", true);
        }
        line.put("complete", served.complete());
    }

    /// The stack trace of a defect.
    public static String stack(GatewayEvent.Defect defect) {
        StringWriter text = new StringWriter();
        defect.cause().printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}

package io.breakwater.router;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.event.EventSink;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/// One JSON line per event: requests, failed attempts, lost settlements and defects. A call that answered is part
/// of its request's line.
public final class JsonEvents implements EventSink {
    private final PrintStream out;

    public JsonEvents(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(GatewayEvent event) {
        if (!saysNothingNew(event)) {
            out.println(line(event));
        }
    }

    /// Whether the line of the request tells it all.
    public static boolean saysNothingNew(GatewayEvent event) {
        return event instanceof GatewayEvent.AttemptEnded attempt
                && attempt.outcome().equals("Answered");
    }

    private static ObjectNode line(GatewayEvent event) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("at", event.at().toString());
        line.put("event", event.getClass().getSimpleName());
        line.put("requestId", event.requestId());
        switch (event) {
            case GatewayEvent.RequestEnded ended -> request(line, ended);
            case GatewayEvent.AttemptEnded attempt -> attempt(line, attempt);
            case GatewayEvent.SettlementLost lost ->
                line.put("ledgerKey", lost.ledgerKey()).put("reason", lost.reason());
            case GatewayEvent.LimitOverlooked overlooked ->
                line.put("tenant", overlooked.tenant().value()).put("limit", overlooked.limit());
            case GatewayEvent.AdmittedLocally local ->
                line.put("tenant", local.tenant().value());
            case GatewayEvent.Defect defect -> line.put("stack", stack(defect));
        }
        return line;
    }

    private static void attempt(ObjectNode line, GatewayEvent.AttemptEnded attempt) {
        line.put("tenant", attempt.tenant().value());
        line.put("target", attempt.target().label());
        line.put("attempt", attempt.attempt());
        line.put("outcome", attempt.outcome());
        line.put("detail", attempt.detail());
        line.put("millis", attempt.took().toMillis());
    }

    private static void request(ObjectNode line, GatewayEvent.RequestEnded ended) {
        line.put("tenant", ended.tenant().value());
        ended.alias().ifPresent(alias -> line.put("alias", alias.value()));
        line.put("status", ended.status());
        line.put("ending", ended.ending());
        ended.limit().ifPresent(limit -> line.put("limit", limit));
        served(line, ended.served());
        line.put("millis", ended.took().toMillis());
    }

    private static void served(ObjectNode line, Served served) {
        served.target().ifPresent(target -> line.put("target", target.label()));
        line.put("tier", served.tier());
        line.put("attempts", served.attempts());
        line.put("inputTokens", served.usage().input());
        line.put("outputTokens", served.usage().output());
        line.put("cacheReadTokens", served.usage().cacheRead());
        line.put("cacheWriteTokens", served.usage().cacheWrite());
        line.put("microUsd", served.microUsd());
        served.firstToken().ifPresent(first -> line.put("firstTokenMillis", first.toMillis()));
        line.put("complete", served.complete());
    }

    /// The stack of a defect, for its finder.
    public static String stack(GatewayEvent.Defect defect) {
        StringWriter text = new StringWriter();
        defect.cause().printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}

package io.breakwater.local.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.event.EventSink;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import io.breakwater.model.Target;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// One line per request: readable on a terminal, JSON elsewhere. Attempts that failed get a line as well.
final class RequestLog implements EventSink {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final PrintStream out;
    private final boolean terminal;

    RequestLog(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void accept(GatewayEvent event) {
        if (!answered(event)) {
            out.println(terminal ? readable(event) : json(event).toString());
        }
    }

    /// The line of the request says it all.
    private static boolean answered(GatewayEvent event) {
        return event instanceof GatewayEvent.AttemptEnded attempt
                && attempt.outcome().equals("Answered");
    }

    private static String readable(GatewayEvent event) {
        return switch (event) {
            case GatewayEvent.RequestEnded ended ->
                "%s  %-10s %-16s %3d %-14s %s  %d+%d tokens  %s"
                        .formatted(
                                TIME.format(ended.at()),
                                ended.tenant(),
                                ended.alias().map(Object::toString).orElse("-"),
                                ended.status(),
                                ended.limit()
                                        .map(limit -> ended.ending() + "(" + limit + ")")
                                        .orElse(ended.ending()),
                                answeredBy(ended.served()),
                                ended.served().usage().input(),
                                ended.served().usage().output(),
                                millis(ended.took()));
            case GatewayEvent.AttemptEnded attempt ->
                "%s  %-10s   attempt %d at %s: %s %s  %s"
                        .formatted(
                                TIME.format(attempt.at()),
                                attempt.tenant(),
                                attempt.attempt(),
                                attempt.target().label(),
                                attempt.outcome(),
                                attempt.detail(),
                                millis(attempt.took()));
            case GatewayEvent.SettlementLost lost ->
                "%s  settlement of %s left to heal: %s"
                        .formatted(TIME.format(lost.at()), lost.ledgerKey(), lost.reason());
            case GatewayEvent.Defect defect ->
                "%s  DEFECT in request %s%n%s".formatted(TIME.format(defect.at()), defect.requestId(), stack(defect));
        };
    }

    private static String answeredBy(Served served) {
        return served.target().map(Target::label).orElse("nobody") + "  attempts " + served.attempts();
    }

    private static String millis(Duration took) {
        return took.toMillis() + " ms";
    }

    private static String stack(GatewayEvent.Defect defect) {
        StringWriter text = new StringWriter();
        defect.cause().printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static ObjectNode json(GatewayEvent event) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("at", event.at().toString());
        line.put("event", event.getClass().getSimpleName());
        line.put("requestId", event.requestId());
        switch (event) {
            case GatewayEvent.RequestEnded ended -> request(line, ended);
            case GatewayEvent.AttemptEnded attempt -> {
                line.put("tenant", attempt.tenant().value());
                line.put("target", attempt.target().label());
                line.put("attempt", attempt.attempt());
                line.put("outcome", attempt.outcome());
                line.put("detail", attempt.detail());
                line.put("millis", attempt.took().toMillis());
            }
            case GatewayEvent.SettlementLost lost -> {
                line.put("ledgerKey", lost.ledgerKey());
                line.put("reason", lost.reason());
            }
            case GatewayEvent.Defect defect -> line.put("stack", stack(defect));
        }
        return line;
    }

    private static void request(ObjectNode line, GatewayEvent.RequestEnded ended) {
        Served served = ended.served();
        line.put("tenant", ended.tenant().value());
        ended.alias().ifPresent(alias -> line.put("alias", alias.value()));
        line.put("status", ended.status());
        line.put("ending", ended.ending());
        ended.limit().ifPresent(limit -> line.put("limit", limit));
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
        line.put("millis", ended.took().toMillis());
    }
}

package io.breakwater.local.run;

import static java.util.stream.Collectors.joining;

import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import io.breakwater.model.Cause;
import io.breakwater.model.Target;
import io.breakwater.router.JsonEvents;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/// One readable line per request, for a terminal; an attempt that failed gets a line as well.
final class RequestLog implements Consumer<GatewayEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final PrintStream out;

    RequestLog(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(GatewayEvent event) {
        if (!JsonEvents.saysNothingNew(event)) {
            out.println(readable(event));
        }
    }

    private static String readable(GatewayEvent event) {
        return switch (event) {
            case GatewayEvent.RequestEnded ended ->
                "%s  %-10s %-16s %3d %-14s %s  %d+%d tokens  %s%s"
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
                                millis(ended.took()),
                                ended.cause().map(RequestLog::why).orElse(""));
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
                "%s  settlement of %s not confirmed: %s"
                        .formatted(TIME.format(lost.at()), lost.ledgerKey(), lost.reason());
            case GatewayEvent.StoreFailed failed ->
                "%s  ledger item %s was not written: %s"
                        .formatted(TIME.format(failed.at()), failed.ledgerKey(), failed.reason());
            case GatewayEvent.BreakersOpen open ->
                "%s  %-10s   left out: %s"
                        .formatted(
                                TIME.format(open.at()),
                                open.tenant(),
                                open.targets().stream().map(Target::label).collect(joining(", ")));
            case GatewayEvent.QuotaUsed used ->
                "%s  %-10s   has used %d %% of its day or month"
                        .formatted(TIME.format(used.at()), used.tenant(), used.perMillion() / 10_000);
            case GatewayEvent.LimitOverlooked overlooked ->
                "%s  %-10s over %s, which is in shadow"
                        .formatted(TIME.format(overlooked.at()), overlooked.tenant(), overlooked.limit());
            case GatewayEvent.AdmittedLocally local ->
                "%s  %-10s admitted without the ledger".formatted(TIME.format(local.at()), local.tenant());
            case GatewayEvent.GuardrailRefused refused ->
                "%s  guardrail %s is refused at %s, %s"
                        .formatted(
                                TIME.format(refused.at()),
                                refused.guardrail(),
                                refused.target().label(),
                                refused.reason());
            case GatewayEvent.TargetsUnknown unknown ->
                "%s  %s of targets cannot be read or written: %s"
                        .formatted(TIME.format(unknown.at()), unknown.requestId(), unknown.reason());
            case GatewayEvent.TargetChanged changed ->
                "%s  target %s %s%s: %s"
                        .formatted(
                                TIME.format(changed.at()),
                                changed.subject(),
                                changed.change(),
                                changed.until()
                                        .map(until -> " until " + TIME.format(until))
                                        .orElse(""),
                                changed.reason());
            case GatewayEvent.Defect defect ->
                "%s  DEFECT in request %s%n%s"
                        .formatted(TIME.format(defect.at()), defect.requestId(), JsonEvents.stack(defect));
        };
    }

    private static String why(Cause cause) {
        return "  " + cause.target().map(target -> target.label() + ": ").orElse("") + cause.reason();
    }

    private static String answeredBy(Served served) {
        return served.target().map(Target::label).orElse("nobody") + "  attempts " + served.attempts();
    }

    private static String millis(Duration took) {
        return took.toMillis() + " ms";
    }
}

package io.breakwater.simulated.bedrock.fault;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of a fault and refuses those that its kind cannot mean.
final class DetailsReader {

    private DetailsReader() {}

    static Details read(Fields fields, FaultKind kind) {
        requireTaken(fields, kind);
        kind.needs().filter(needed -> !fields.has(needed.wireName())).ifPresent(needed -> {
            throw new IllegalArgumentException(fields.at(needed.wireName()) + " is missing: " + kind.wireName()
                    + " needs a duration such as \"30s\"");
        });
        return new Details(
                delay(fields), fields.duration("took"), retryAfter(fields), message(fields, kind), afterPieces(fields));
    }

    private static void requireTaken(Fields fields, FaultKind kind) {
        for (Parameter parameter : Parameter.values()) {
            if (fields.has(parameter.wireName()) && !kind.takes().contains(parameter)) {
                throw fields.wrong(parameter.wireName(), kind.wireName() + " takes " + named(kind.takes()));
            }
        }
    }

    private static String named(List<Parameter> parameters) {
        return parameters.isEmpty()
                ? "no parameters"
                : "only " + parameters.stream().map(Parameter::wireName).collect(Collectors.joining(" and "));
    }

    private static @Nullable Duration delay(Fields fields) {
        Duration delay = fields.duration("delay");
        Duration took = fields.duration("took");
        if (delay != null && took != null && delay.compareTo(took) > 0) {
            throw fields.wrong(
                    "delay", "give at most " + fields.node().path("took") + ", which the answer takes whole");
        }
        return delay;
    }

    private static @Nullable Duration retryAfter(Fields fields) {
        Duration retryAfter = fields.duration("retryAfter");
        if (retryAfter != null && !retryAfter.equals(Duration.ofSeconds(retryAfter.toSeconds()))) {
            throw fields.wrong("retryAfter", "the header has whole seconds, give for example \"30s\"");
        }
        return retryAfter;
    }

    private static @Nullable String message(Fields fields, FaultKind kind) {
        String message = fields.text("message");
        if (message != null && fields.has("reason")) {
            throw fields.wrong("message", "give either message or reason");
        }
        return message == null && kind == FaultKind.ACCOUNT_REFUSAL
                ? reason(fields).message()
                : message;
    }

    private static AccountRefusal reason(Fields fields) {
        String reason = fields.text("reason");
        return reason == null
                ? AccountRefusal.OPERATION_NOT_ALLOWED
                : AccountRefusal.named(reason)
                        .orElseThrow(() -> fields.wrong("reason", "use one of " + AccountRefusal.names()));
    }

    private static @Nullable Integer afterPieces(Fields fields) {
        return fields.has("afterPieces")
                ? Math.toIntExact(Math.min(fields.count("afterPieces"), Integer.MAX_VALUE))
                : null;
    }
}

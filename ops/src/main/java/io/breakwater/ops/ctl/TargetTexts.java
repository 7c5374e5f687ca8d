package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ops.text.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/// The answers about targets as people read them: times relative to when the gateway answered.
final class TargetTexts {

    static String targets(JsonNode answer) {
        Instant now = Instant.parse(answer.path("at").asText());
        TextTable table = new TextTable(
                "TARGET", "STATE", "SINCE", "UNTIL", "TIMES", "REQUESTS LEFT", "TOKENS LEFT", "TIERS", "BY", "WHY");
        answer.path("targets")
                .forEach(target -> table.row(
                        text(target.path("target")),
                        text(target.path("state")),
                        time(target.path("since"), now),
                        time(target.path("until"), now),
                        text(target.path("times")),
                        left(target, "requestsPerMinute"),
                        left(target, "tokensPerMinute"),
                        tiers(target),
                        text(target.path("decidedBy")),
                        text(target.path("why"))));
        return table.toString();
    }

    static String reset(JsonNode answer) {
        String known = answer.path("known")
                .valueStream()
                .map(one -> "%s of the %s (%s)"
                        .formatted(
                                text(one.path("state")),
                                one.path("of").asText().replace('-', ' '),
                                text(one.path("why"))))
                .collect(Collectors.joining(", "));
        return "%s is reset; the routers know within 1 s. Its state was: %s"
                .formatted(text(answer.path("target")), known);
    }

    /// `2m ago`, `in 20s`: in the largest unit of which there are at least two, so that long times are
    /// not given in seconds.
    static String time(JsonNode instant, Instant now) {
        if (!instant.isTextual()) {
            return "-";
        }
        Duration ahead = Duration.between(now, Instant.parse(instant.asText()));
        return ahead.isNegative() ? span(ahead.negated()) + " ago" : "in " + span(ahead);
    }

    private static String span(Duration time) {
        if (time.toMinutes() < 2) {
            return time.toSeconds() + "s";
        }
        if (time.toHours() < 2) {
            return time.toMinutes() + "m";
        }
        return time.toDays() < 2 ? time.toHours() + "h" : time.toDays() + "d";
    }

    private static String left(JsonNode target, String limit) {
        if (target.has("headroomUnknown")) {
            return "unknown";
        }
        JsonNode rate = target.path("headroom").path(limit);
        String learned = target.path("headroom").path("learned").asBoolean() ? " learned" : "";
        return rate.path("limit").isNumber()
                ? text(rate.path("remaining")) + "/" + text(rate.path("limit")) + learned
                : "-";
    }

    private static String tiers(JsonNode target) {
        return target.path("places")
                .valueStream()
                .map(place -> text(place.path("alias")) + ":" + text(place.path("tier")))
                .collect(Collectors.joining(","));
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "-" : value.asText();
    }

    private TargetTexts() {}
}

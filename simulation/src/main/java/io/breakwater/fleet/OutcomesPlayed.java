package io.breakwater.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which rows of the table in docs/failures.md the faults of [Failovers] play, and which they do not.
final class OutcomesPlayed {
    private OutcomesPlayed() {}

    /// What the gateway calls what it sees of a fault, as the table has it.
    static List<String> of(FleetFault kind) {
        return switch (kind) {
            case THROTTLE, THROTTLE_WAIT, QUOTA_CUT -> List.of("Throttled");
            case DAY_SPENT -> List.of("QuotaSpent");
            case UNAVAILABLE, OVERLOADED, BROWN_OUT -> List.of("Overloaded");
            case SERVER_FAULT -> List.of("ServerFault");
            case NOT_READY -> List.of("NotReady");
            case MODEL_TIMEOUT -> List.of("ModelTimedOut");
            case UNREACHABLE, REGION_LOST -> List.of("Unreachable");
            case SILENT, SLOW_FIRST_TOKEN -> List.of("TooSlow");
            case FleetFault breaking when breaking.breaksStreams() -> List.of("BrokenStream", "AnswerLost");
            case STALL -> List.of("TooSlow", "AnswerLost");
            case SLOW_TOKENS, DOUBLED, WRONG_USAGE -> List.of("Answered");
            case CAPACITY_RAMP -> List.of("Throttled", "Overloaded");
            case ERROR_BODY -> List.of("ServerFault", "Overloaded", "Throttled", "AnswerLost");
            case REJECTED -> List.of("Rejected");
            case TOO_LONG -> List.of("InputTooLong");
            case DOUBTFUL -> List.of("Doubtful");
            case DENIED, ACCOUNT_DEAD -> List.of("Misconfigured");
            case EXPIRED, STS_REFUSES -> List.of("BadCredentials");
            case STS_DOWN -> List.of("NoCredentials");
            case FleetFault _ -> List.of();
        };
    }

    /// The same of a stream that is struck before its first content. Whole answers break as usual.
    static List<String> beforeContent(FleetFault kind) {
        String whole = "AnswerLost";
        return switch (kind) {
            case CUT -> List.of(whole);
            case STALL -> List.of("TooSlow", whole);
            case FleetFault error -> List.of(LostAnswers.before(error).label());
        };
    }

    /// The rows that no fault of the table plays, and why: by their outcome, or by what happens if they have none.
    static Map<String, String> not() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("ThoughtsSealed", "no simulated answer has thinking in it");
        rows.put("ProfileRefused", "no simulated tenant has an inference profile of its own");
        rows.put("ApiMissing", "each simulated Region has all APIs of its vendors");
        rows.put("GuardrailRefused", "no simulated call has a guardrail");
        rows.put(
                "guardrail or content filter, `max_tokens` reached",
                "an answer like others; `max_tokens` is reached all the time");
        rows.put("the client leaves", "in schedules, as `clients-leave`");
        rows.put("the ledger cannot be reached", "above, as `store-down`, and in schedules");
        return rows;
    }

    /// The list for the page.
    static String list() {
        return not().entrySet().stream()
                .map(row -> "- %s: %s"
                        .formatted(
                                row.getKey().contains(" ") ? row.getKey() : "`" + row.getKey() + "`", row.getValue()))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}

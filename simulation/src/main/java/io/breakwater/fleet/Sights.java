package io.breakwater.fleet;

import java.util.List;
import java.util.stream.Stream;

/// States that must be reached now and then: if one never is, the faults are too weak to prove
/// anything.
final class Sights {
    /// States to reach in any forty schedules.
    static final List<String> OFTEN = List.of(
            "a copy started cold",
            "a lower tier answered",
            "a settlement was left to heal",
            "a conversation went on where it was",
            "a target that is left out was tried all the same",
            "admitted by one of several items",
            "answered by anthropic-messages",
            "answered by converse",
            "answered by invoke",
            "answered by openai-chat",
            "answered by openai-responses",
            "ended: DeadlineExceeded",
            "ended: NoCapacity",
            "ended: RateLimited",
            "ended: UpstreamFailed",
            "ended: ok",
            "no copy was free",
            "target answered",
            "target ejected",
            "target probed",
            "target quarantined",
            "target no-session",
            "target readmitted",
            "the answer to a write was lost",
            "the store failed",
            "waited, and was served");

    /// States to reach in 400 schedules.
    static final List<String> ALL = Stream.concat(
                    OFTEN.stream(),
                    Stream.of(
                            "a client left",
                            "a conversation had to move",
                            "a copy died at work",
                            "a pause before the only target",
                            "a target was drained",
                            "a tenant's only targets were being probed",
                            "admitted from a copy's own allowance",
                            "an idle copy died",
                            "credentials renewed",
                            "ended: BudgetSpent",
                            "ended: ContextTooLong",
                            "ended: LedgerUnavailable",
                            "ended: Suspended",
                            "ended: UpstreamRejected",
                            "ended: UpstreamThrottled",
                            "ended: broken",
                            "ended: client-left",
                            "target quota-closed",
                            "waited for a place, or for a target",
                            "waited beside others of its copy",
                            "waited for room reserved ahead",
                            "waited in vain"))
            .toList();

    /// States to reach in 200 schedules that have [LaterFaults].
    static final List<String> LATER = List.of(
            "a tenant sent fifty times as much",
            "called by the new configuration",
            "called by the old configuration",
            "refused for capacity that was not back yet",
            "struck: doubled",
            "struck: error-body",
            "struck: garbled",
            "struck: throttle-wait",
            "struck: truncated",
            "struck: wrong-usage");

    /// States to reach in 100 schedules of the [FullAlphabet].
    static final List<String> FULL = Stream.concat(
                    Stream.of(
                            "a stream was struck after its last piece",
                            "a stream was struck before its first content",
                            "a stream was struck behind its last frame",
                            "a stream was struck between its last frames",
                            "a stream was struck in the middle"),
                    StruckFrame.labels().stream().map("stream broken by %s"::formatted))
            .toList();

    private Sights() {}
}

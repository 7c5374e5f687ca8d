package io.breakwater.model;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A set of limits and how a ledger applies them.
///
/// @param limits the limits as a whole
/// @param ledgerShards over how many ledger items the limits are spread, each with an equal share
/// @param shadow limits in shadow: counted and reported, but never a reason to refuse
/// @param reserveBurndown whether the minute's limit reserves output at the most that may be settled,
/// `max_tokens x burndown`, as the day's limit does
/// @param output how answers are bounded if their callers give no bound; ledgers do not use it
/// @param claim the priority of the request; empty if priorities do not share the limits
/// @param numbered whether each call gets a number, as in a target's ledger
/// @param retry whether it is a retry, for which a target's ledger has a budget
/// @param maxWait how long a request waits for room in the per-minute limits instead of being refused
public record Terms(
        Limits limits,
        int ledgerShards,
        Set<LimitName> shadow,
        boolean reserveBurndown,
        OutputTerms output,
        Optional<Claim> claim,
        boolean numbered,
        boolean retry,
        Duration maxWait) {
    public static final int MOST_SHARDS = 64;

    /// The longest wait of a caller whose plan gives none.
    private static final Duration UNPLANNED_WAIT = Duration.ofSeconds(30);

    /// @throws IllegalArgumentException if the number of ledger shards is not 1 to 64
    public Terms {
        if (ledgerShards < 1 || ledgerShards > MOST_SHARDS) {
            throw new IllegalArgumentException(
                    "ledgerShards must be 1 to %d, got %d".formatted(MOST_SHARDS, ledgerShards));
        }
        shadow = Set.copyOf(shadow);
    }

    /// Limits that priorities do not share.
    public Terms(Limits limits, int ledgerShards, Set<LimitName> shadow, boolean reserveBurndown, OutputTerms output) {
        this(limits, ledgerShards, shadow, reserveBurndown, output, Optional.empty(), false, false, Duration.ZERO);
    }

    /// Limits that priorities do not share; answers are bounded as the alias says.
    public Terms(Limits limits, int ledgerShards, Set<LimitName> shadow, boolean reserveBurndown) {
        this(limits, ledgerShards, shadow, reserveBurndown, OutputTerms.OF_ALIAS);
    }

    /// One item, with all limits enforced.
    public static Terms of(Limits limits) {
        return new Terms(limits, 1, Set.of(), false);
    }

    public Terms withLimits(Limits other) {
        return new Terms(other, ledgerShards, shadow, reserveBurndown, output, claim, numbered, retry, maxWait);
    }

    public Terms withLedgerShards(int shards) {
        return new Terms(limits, shards, shadow, reserveBurndown, output, claim, numbered, retry, maxWait);
    }

    /// The same for a request of one of the priorities that share the limits; without shares, nothing
    /// changes.
    public Terms claimed(Claim by) {
        return new Terms(
                limits,
                ledgerShards,
                shadow,
                reserveBurndown,
                output,
                by.shares().none() ? Optional.empty() : Optional.of(by),
                numbered,
                retry,
                maxWait);
    }

    /// How long a request may wait for room: as long as its caller says, but no longer than its plan
    /// allows. If the plan says nothing, it is half a minute, and only if the plan limits requests in
    /// flight: a waiting request counts as one, and each occupies a copy of the gateway that others
    /// need.
    public Duration longestWait(Optional<Duration> asked) {
        if (!maxWait.isZero()) {
            return asked.filter(wanted -> wanted.compareTo(maxWait) < 0).orElse(maxWait);
        }
        return limits.concurrency() > 0
                ? asked.map(wanted -> wanted.compareTo(UNPLANNED_WAIT) < 0 ? wanted : UNPLANNED_WAIT)
                        .orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    /// The same where each call gets a number.
    public Terms withNumbers() {
        return new Terms(limits, ledgerShards, shadow, reserveBurndown, output, claim, true, retry, maxWait);
    }

    /// The same for a call that is made because another one failed.
    public Terms retrying() {
        return new Terms(limits, ledgerShards, shadow, reserveBurndown, output, claim, numbered, true, maxWait);
    }

    /// The same for a request that waits so long for room.
    public Terms waiting(Duration longest) {
        return new Terms(limits, ledgerShards, shadow, reserveBurndown, output, claim, numbered, retry, longest);
    }

    /// The limits of one ledger item.
    public Limits share() {
        return limits.share(ledgerShards);
    }

    /// The most tokens that one request can reserve of a minute, by the limits that are not in shadow.
    public long largestOfMinute() {
        return enforced().largestOfMinute();
    }

    /// The most tokens that one request can reserve of a day, unless that limit is in shadow.
    public long largestOfDay() {
        return enforced().largestOfDay();
    }

    private Limits enforced() {
        Limits enforced = share();
        for (LimitName limit : shadow) {
            enforced = enforced.with(limit, 0);
        }
        return enforced;
    }
}

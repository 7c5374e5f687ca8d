package io.breakwater.model;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A set of limits and how a ledger applies them.
///
/// @param limits the limits as a whole
/// @param ledgerShards over how many ledger items they are spread, each with an equal share
/// @param shadow limits that are counted and watched, but refuse nobody
/// @param reserveBurndown whether output is reserved at what it may be settled at, `max_tokens x burndown`, of the
/// minute as well as of the day
/// @param output how answers are bounded whose callers name no bound; no ledger knows it
/// @param claim in which priority the limits are asked for; empty where priorities do not share them
/// @param numbered whether each call gets a number, as those of a target do
/// @param retry whether it is a retry, for which a target's ledger has a budget
/// @param maxWait how long a request waits for room in the limits of a minute instead of being refused
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

    /// The longest wait of a caller whose plan does not say one.
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

    /// One item, every limit enforced.
    public static Terms of(Limits limits) {
        return new Terms(limits, 1, Set.of(), false);
    }

    public Terms withLimits(Limits other) {
        return new Terms(other, ledgerShards, shadow, reserveBurndown, output, claim, numbered, retry, maxWait);
    }

    public Terms withLedgerShards(int shards) {
        return new Terms(limits, shards, shadow, reserveBurndown, output, claim, numbered, retry, maxWait);
    }

    /// The same asked for in one of the priorities that share the limits; without shares, nothing changes.
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

    /// How long a request may wait for room: as its caller says, but no longer than the plan. Where the plan says
    /// nothing, half a minute, and only where it bounds requests in flight: those who wait are among them, and each
    /// holds a copy of the gateway that others need.
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

    /// The same for a call that is made since another one failed.
    public Terms retrying() {
        return new Terms(limits, ledgerShards, shadow, reserveBurndown, output, claim, numbered, true, maxWait);
    }

    /// The same for who waits so long for room.
    public Terms waiting(Duration longest) {
        return new Terms(limits, ledgerShards, shadow, reserveBurndown, output, claim, numbered, retry, longest);
    }

    /// The limits of one ledger item.
    public Limits share() {
        return limits.share(ledgerShards);
    }

    /// The most tokens that one request can reserve of a minute; limits in shadow refuse none.
    public long largestOfMinute() {
        return enforced().largestOfMinute();
    }

    /// The most tokens that one request can reserve of a day; a limit in shadow refuses none.
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

package io.breakwater.settings;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.model.Usd;

/// Checks whether a tenant's limits fit the ledger items over which they are spread.
///
/// A DynamoDB item takes 1,000 writes a second ("Designing partition keys", Amazon DynamoDB Developer Guide), a request
/// is two, and refusals are writes as well: 300 admitted requests a second leave room for those.
final class SpreadCheck {
    private static final long MOST_PER_ITEM = 18_000;

    private final Report report;
    private final boolean simulated;

    /// @param simulated whether the ledger is in memory, for which no rate is too high
    SpreadCheck(Report report, boolean simulated) {
        this.report = report;
        this.simulated = simulated;
    }

    /// @param at where the number of ledger shards is or should be
    void check(Terms terms, Path at) {
        rate(terms, at);
        if (terms.ledgerShards() > 1) {
            eachHasAShare(terms, at);
            largestFits(terms, at);
        }
    }

    private void rate(Terms terms, Path at) {
        long perMinute = terms.limits().requestsPerMinute();
        long needed = Math.ceilDiv(perMinute, MOST_PER_ITEM);
        if (!simulated && needed > terms.ledgerShards()) {
            String advice = needed > Terms.MOST_SHARDS ? "lower the rate" : "set it to " + needed;
            report.add(
                    at.text(),
                    "%d requests per minute are more than %d ledger items take (%d each); %s"
                            .formatted(perMinute, terms.ledgerShards(), MOST_PER_ITEM, advice));
        }
    }

    private void eachHasAShare(Terms terms, Path at) {
        Limits limits = terms.limits();
        share(LimitName.REQUESTS_PER_MINUTE, limits.requestsPerMinute(), terms, at);
        share(LimitName.TOKENS_PER_MINUTE, limits.tokensPerMinute(), terms, at);
        share(LimitName.TOKENS_PER_DAY, limits.tokensPerDay(), terms, at);
        share(LimitName.USD_PER_MONTH, limits.nanoUsdPerMonth() / Usd.NANOS_IN_MICRO, terms, at);
        share(LimitName.CONCURRENCY, limits.concurrency(), terms, at);
    }

    private void share(LimitName name, long limit, Terms terms, Path at) {
        if (limit > 0 && limit < terms.ledgerShards()) {
            report.add(
                    at.text(),
                    "%s %d cannot be spread over %d ledger shards; lower them"
                            .formatted(name.label(), limit, terms.ledgerShards()));
        }
    }

    /// The largest request must fit one item's share, so there must be a limit on it.
    private void largestFits(Terms terms, Path at) {
        Limits limits = terms.limits();
        long most = terms.limits()
                .with(LimitName.LARGEST_REQUEST, 0)
                .share(terms.ledgerShards())
                .largestReservation();
        long largest = limits.largestRequestTokens();
        if (most < Long.MAX_VALUE && (largest == 0 || largest > most)) {
            report.add(
                    at.text(),
                    "one of %d ledger shards admits %d tokens at once, so the plan needs largestRequestTokens of at most that, got %s"
                            .formatted(terms.ledgerShards(), most, largest == 0 ? "none" : Long.toString(largest)));
        }
    }
}

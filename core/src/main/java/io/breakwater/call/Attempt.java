package io.breakwater.call;

import io.breakwater.event.GatewayEvent;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.routing.Availability;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Silence;
import io.breakwater.routing.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/// One call to one target, up to its one verdict. Health, log and metrics get the same verdict; a
/// stream's verdict comes when the stream has ended.
final class Attempt {
    private final Exchange exchange;
    private final Gateway.Parts parts;
    private final RoutedTarget target;
    private final int number;
    private final Instant begun;
    private final OptionalLong place;

    /// @param number 1 for the first call of a request
    /// @param place the number of this call among all calls to the target, if its ledger has given one
    Attempt(
            Exchange exchange,
            Gateway.Parts parts,
            RoutedTarget target,
            int number,
            Instant begun,
            OptionalLong place) {
        this.exchange = exchange;
        this.parts = parts;
        this.target = target;
        this.number = number;
        this.begun = begun;
        this.place = place;
    }

    Instant begun() {
        return begun;
    }

    /// @param cost what it has cost, or may have cost
    /// @return whether the target may be used from now on
    Availability ended(Outcome outcome, LedgerAmount cost, Instant now) {
        report(outcome, cost, now);
        return parts.health().observe(target.target(), new Verdict(outcome, begun, now, place));
    }

    /// It ended in a way that says nothing about the target.
    Availability endedWithoutVerdict(Outcome outcome, LedgerAmount cost, Instant now) {
        report(outcome, cost, now);
        return parts.health().availability(target.target(), now);
    }

    /// Its stream stands still since then.
    ///
    /// @return whether that is longer than what its model does
    boolean silent(Instant since, Instant now) {
        return parts.health().silent(target.target(), new Silence(begun, place, since, now));
    }

    /// Its stream goes on, after a silence that was longer.
    void resumed(Instant since, Instant now) {
        parts.health().resumed(target.target(), new Silence(begun, place, since, now));
    }

    /// Its stream has ended well, and paused for so long at most.
    void paused(Duration longest, Instant now) {
        parts.health().paused(target.target(), begun, longest, now);
    }

    private void report(Outcome outcome, LedgerAmount cost, Instant now) {
        parts.events()
                .accept(new GatewayEvent.AttemptEnded(
                        exchange.requestId(),
                        now,
                        exchange.tenant().id(),
                        target.target(),
                        number,
                        outcome.label(),
                        outcome.detail(),
                        cost.dayTokens(),
                        cost.nanoUsd(),
                        Duration.between(begun, now)));
    }
}

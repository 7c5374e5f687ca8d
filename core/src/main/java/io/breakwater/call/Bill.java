package io.breakwater.call;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.Demand;
import io.breakwater.quota.ModelKey;
import io.breakwater.quota.Reservation;
import java.util.Optional;

/// What a tenant will be charged for one request; it can be taken to the ledger once.
///
/// A call that was given up may still be billed by Bedrock, so each of them counts as the whole reservation;
/// together with the answer they are never charged above the reservation, except where Bedrock itself reports
/// more.
final class Bill {
    private final Reservation reservation;
    private Demand answered = Demand.NONE;
    private ModelKey model = ModelKey.OTHER;
    private int abandoned;
    private boolean taken;

    Bill(Reservation reservation) {
        this.reservation = reservation;
    }

    Reservation reservation() {
        return reservation;
    }

    Bill abandoned(int calls) {
        abandoned = calls;
        return this;
    }

    Bill answered(RoutedTarget target, TokenUsage usage) {
        model = ModelKey.of(target.profile().model().id());
        answered = new Demand(
                TargetLedger.quotaTokens(target, usage),
                target.profile().price().microUsd(usage));
        return this;
    }

    /// The model that answered; calls that were given up are booked as of that model too, or as of others when
    /// nobody answered.
    ModelKey model() {
        return model;
    }

    /// The amount to settle; empty when it has been taken before.
    Optional<Demand> take() {
        if (taken) {
            return Optional.empty();
        }
        taken = true;
        return Optional.of(abandoned == 0 ? answered : answered.atLeast(reservation.demand()));
    }
}

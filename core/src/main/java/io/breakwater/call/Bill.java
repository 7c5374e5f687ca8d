package io.breakwater.call;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.Booking;
import io.breakwater.quota.Demand;
import io.breakwater.quota.ModelKey;
import io.breakwater.quota.Reservation;
import java.util.List;
import java.util.Optional;

/// What a tenant will be charged for one request; it can be taken to the ledger once.
///
/// A call that was given up may still be billed by Bedrock, so each of them counts as the whole reservation;
/// together with the answer they are never charged above the reservation, except where Bedrock itself reports
/// more. What the answer did not cost of that is booked as the model that was given up last.
final class Bill {
    private final Reservation reservation;
    private Demand answered = Demand.NONE;
    private Optional<ModelKey> answeredBy = Optional.empty();
    private List<RoutedTarget> abandoned = List.of();
    private boolean taken;

    Bill(Reservation reservation) {
        this.reservation = reservation;
    }

    Bill abandoned(List<RoutedTarget> calls) {
        abandoned = List.copyOf(calls);
        return this;
    }

    Bill answered(RoutedTarget target, TokenUsage usage) {
        answeredBy = Optional.of(key(target));
        answered = new Demand(
                TargetLedger.quotaTokens(target, usage),
                target.profile().price().microUsd(usage));
        return this;
    }

    private static ModelKey key(RoutedTarget target) {
        return ModelKey.of(target.profile().model().id());
    }

    /// What is to be settled.
    ///
    /// @param reservation with the models that it is booked as
    record Due(Reservation reservation, Demand sum, Charge charge) {}

    /// The amount to settle; empty when it has been taken before.
    Optional<Due> take() {
        if (taken) {
            return Optional.empty();
        }
        taken = true;
        Demand sum = abandoned.isEmpty() ? answered : answered.atLeast(reservation.demand());
        return Optional.of(new Due(booked(sum), sum, new Charge(sum.dayTokens(), sum.microUsd(), abandoned)));
    }

    /// A request that cost nothing is booked as no model.
    private Reservation booked(Demand sum) {
        if (sum.equals(Demand.NONE)) {
            return reservation;
        }
        if (abandoned.isEmpty()) {
            return reservation.bookedAs(answeredBy.orElse(ModelKey.OTHER));
        }
        ModelKey givenUp = key(abandoned.getLast());
        Demand rest = sum.less(answered);
        return answeredBy.isEmpty() || answeredBy.get().equals(givenUp) || rest.equals(Demand.NONE)
                ? reservation.bookedAs(answeredBy.orElse(givenUp))
                : reservation.bookedAs(answeredBy.get(), List.of(new Booking(givenUp, rest)));
    }
}

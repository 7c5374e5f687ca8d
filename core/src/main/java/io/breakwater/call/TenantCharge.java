package io.breakwater.call;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.usage.ModelAmount;
import io.breakwater.quota.usage.ModelKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a tenant will be charged for one request, which several calls may answer together. It can be
/// settled once.
///
/// Bedrock may bill a call that was given up, so each such call is charged the most that it may cost.
/// Together with the answer they are never charged above the reservation, unless Bedrock itself reports
/// more. The amount beyond the cost of the answer is booked to the models of the calls given up, in
/// proportion.
final class TenantCharge {
    private final Reservation reservation;
    private final Function<RoutedTarget, LedgerAmount> mayCost;
    private final Map<RoutedTarget, LedgerAmount> lost = new HashMap<>();
    private LedgerAmount answered = LedgerAmount.NONE;
    private Optional<ModelKey> answeredBy = Optional.empty();
    private List<RoutedTarget> abandoned = List.of();
    private Optional<RoutedTarget> cut = Optional.empty();
    private boolean taken;

    /// @param mayCost the most that a call to a target may cost
    TenantCharge(Reservation reservation, Function<RoutedTarget, LedgerAmount> mayCost) {
        this.reservation = reservation;
        this.mayCost = mayCost;
    }

    TenantCharge abandoned(List<RoutedTarget> calls) {
        abandoned = List.copyOf(calls);
        return this;
    }

    /// A call to this target, one of those given up, is known to have used this. Of several calls to it
    /// the one that used most counts for each.
    void lost(RoutedTarget target, TokenUsage usage) {
        lost.merge(target, cost(target, usage), LedgerAmount::atLeast);
    }

    TenantCharge answered(RoutedTarget target, TokenUsage usage) {
        return answered(target, cost(target, usage));
    }

    /// Charges an answer that was cut off while the model was still writing: the most that the call may
    /// cost, within the reservation, and never less than the part that was seen.
    TenantCharge cutOff(RoutedTarget target, TokenUsage seen) {
        cut = Optional.of(target);
        return answered(
                target, mayCost.apply(target).atMost(reservation.amount()).atLeast(cost(target, seen)));
    }

    private TenantCharge answered(RoutedTarget target, LedgerAmount cost) {
        answeredBy = Optional.of(key(target));
        answered = answered.plus(cost);
        return this;
    }

    /// What an answer costs: tokens as the target's quota counts them, money by its price.
    static LedgerAmount cost(RoutedTarget target, TokenUsage usage) {
        return new LedgerAmount(
                TargetLedger.quotaTokens(target, usage),
                target.profile().price().nanoUsd(usage));
    }

    private static ModelKey key(RoutedTarget target) {
        return ModelKey.of(target.profile().model().id());
    }

    /// The amount to settle; empty if it was taken before.
    Optional<LedgerAmount> take() {
        if (taken) {
            return Optional.empty();
        }
        taken = true;
        LedgerAmount known = lost.values().stream().reduce(answered, LedgerAmount::plus);
        return Optional.of(answered.plus(givenUp()).atMost(reservation.amount()).atLeast(known));
    }

    private LedgerAmount givenUp() {
        return abandoned.stream().map(this::cost).reduce(LedgerAmount.NONE, LedgerAmount::plus);
    }

    /// What a call that was given up has cost, or the most that it may cost.
    private LedgerAmount cost(RoutedTarget call) {
        LedgerAmount known = lost.get(call);
        return known != null ? known : mayCost.apply(call);
    }

    /// The charge of this sum.
    Charge charge(LedgerAmount sum) {
        return new Charge(
                sum.dayTokens(),
                sum.nanoUsd(),
                Stream.concat(abandoned.stream(), cut.stream()).toList());
    }

    /// The reservation with the models to which this sum is booked. A request that cost nothing is
    /// booked to no model.
    Reservation booked(LedgerAmount sum) {
        if (sum.equals(LedgerAmount.NONE)) {
            return reservation;
        }
        ModelKey main = answeredBy.orElseGet(this::firstGivenUp);
        Map<ModelKey, LedgerAmount> parts = parts(sum.less(answered), givenUp());
        parts.remove(main);
        List<ModelAmount> others = parts.entrySet().stream()
                .filter(part -> !part.getValue().equals(LedgerAmount.NONE))
                .map(part -> new ModelAmount(part.getKey(), part.getValue()))
                .toList();
        return reservation.bookedAs(main, others);
    }

    private ModelKey firstGivenUp() {
        return key(Stream.concat(abandoned.stream(), lost.keySet().stream())
                .findFirst()
                .orElseThrow());
    }

    /// The first one also gets what rounding leaves.
    private Map<ModelKey, LedgerAmount> parts(LedgerAmount rest, LedgerAmount givenUp) {
        Map<ModelKey, LedgerAmount> parts = new LinkedHashMap<>();
        LedgerAmount left = rest;
        for (RoutedTarget call : abandoned) {
            LedgerAmount part = rest.part(cost(call), givenUp);
            parts.merge(key(call), part, LedgerAmount::plus);
            left = left.less(part);
        }
        if (!abandoned.isEmpty()) {
            parts.merge(key(abandoned.getFirst()), left, LedgerAmount::plus);
        }
        return parts;
    }
}

package io.breakwater.quota.operations;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.usage.ModelAmount;
import io.breakwater.quota.usage.ModelKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What is held while a request runs, and what its settlement must know.
///
/// @param key the ledger item
/// @param tokenBucketNanos the token bucket's theoretical arrival time right after this reservation: what has
/// leaked out since then is not given back
/// @param day the UTC day the tokens were booked on
/// @param month the UTC month the money was booked in, `year x 12 + month - 1`
/// @param epoch the generation that holds it, as far as this process knows
/// @param overlooked limits in shadow that would have refused it
/// @param room whose room it took
/// @param ownBucketNanos the token bucket of the priority's own, right after this reservation; 0 without one
/// @param begunNanos when it was reserved, in nanoseconds since 1970
/// @param model what its settlement is booked as in the day's breakdown; empty where there is none
/// @param aside parts of the settlement that are booked as other models
/// @param mark what its renewals are told by; empty before the first
public record Reservation(
        String key,
        Limits limits,
        LedgerAmount demand,
        long tokenBucketNanos,
        long day,
        long month,
        long epoch,
        Set<LimitName> overlooked,
        CapacityGrant room,
        long ownBucketNanos,
        long begunNanos,
        Optional<ModelKey> model,
        List<ModelAmount> aside,
        Optional<RenewalMark> mark) {

    public Reservation {
        aside = List.copyOf(aside);
    }

    /// What a settlement is booked as, part by part; nothing where there is no model.
    List<ModelAmount> bookings(LedgerAmount actual) {
        return model.map(main -> Stream.concat(
                                Stream.of(new ModelAmount(
                                        main,
                                        aside.stream().map(ModelAmount::used).reduce(actual, LedgerAmount::less))),
                                aside.stream())
                        .toList())
                .orElse(List.of());
    }

    /// The same, to be booked as this model.
    public Reservation bookedAs(ModelKey billed) {
        return bookedAs(billed, List.of());
    }

    /// The same, to be booked as this model but for parts that are others'.
    public Reservation bookedAs(ModelKey billed, List<ModelAmount> others) {
        return with(epoch, Optional.of(billed), others, mark);
    }

    /// The same, to be renewed; a reservation keeps its first mark.
    public Reservation marked(Supplier<RenewalMark> drawn) {
        return mark.isPresent() ? this : with(epoch, model, aside, Optional.of(drawn.get()));
    }

    /// The same, held as this one is, which was renewed meanwhile.
    public Reservation heldAs(Reservation renewed) {
        return with(renewed.epoch, model, aside, renewed.mark);
    }

    Reservation renewedIn(long later) {
        return with(later, model, aside, mark);
    }

    /// The same, after a renewal that was not answered.
    Reservation doubted() {
        return with(epoch, model, aside, mark.map(RenewalMark::doubted));
    }

    /// The generation that holds it by what an image says of its renewals.
    long heldIn(LedgerItem image) {
        return mark.map(RenewalMark::attribute)
                .map(attribute -> image.number(attribute).orElse(epoch))
                .orElse(epoch);
    }

    private Reservation with(
            long holding, Optional<ModelKey> billed, List<ModelAmount> others, Optional<RenewalMark> renewals) {
        return new Reservation(
                key,
                limits,
                demand,
                tokenBucketNanos,
                day,
                month,
                holding,
                overlooked,
                room,
                ownBucketNanos,
                begunNanos,
                billed,
                others,
                renewals);
    }
}

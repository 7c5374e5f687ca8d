package io.breakwater.quota;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What is held while a request runs, and what its settlement must know.
///
/// @param key the ledger item
/// @param tokenBucketNanos the token bucket's theoretical arrival time right after this reservation: what has
/// leaked out since then is not given back
/// @param day the UTC day the tokens were booked on
/// @param month the UTC month the money was booked in, `year x 12 + month - 1`
/// @param epoch the generation that holds it
/// @param overlooked limits in shadow that would have refused it
/// @param room whose room it took
/// @param ownBucketNanos the token bucket of the priority's own, right after this reservation; 0 without one
/// @param begunNanos when it was reserved, in nanoseconds since 1970
/// @param model what its settlement is booked as in the day's breakdown; empty where there is none
/// @param aside parts of the settlement that are booked as other models
public record Reservation(
        String key,
        Limits limits,
        Demand demand,
        long tokenBucketNanos,
        long day,
        long month,
        long epoch,
        Set<LimitName> overlooked,
        Room room,
        long ownBucketNanos,
        long begunNanos,
        Optional<ModelKey> model,
        List<Booking> aside) {

    public Reservation {
        aside = List.copyOf(aside);
    }

    /// What a settlement is booked as, part by part; nothing where there is no model.
    List<Booking> bookings(Demand actual) {
        return model.map(main -> Stream.concat(
                                Stream.of(new Booking(
                                        main, aside.stream().map(Booking::used).reduce(actual, Demand::less))),
                                aside.stream())
                        .toList())
                .orElse(List.of());
    }

    /// The same, to be booked as this model.
    public Reservation bookedAs(ModelKey billed) {
        return bookedAs(billed, List.of());
    }

    /// The same, to be booked as this model but for parts that are others'.
    public Reservation bookedAs(ModelKey billed, List<Booking> others) {
        return new Reservation(
                key,
                limits,
                demand,
                tokenBucketNanos,
                day,
                month,
                epoch,
                overlooked,
                room,
                ownBucketNanos,
                begunNanos,
                Optional.of(billed),
                others);
    }
}

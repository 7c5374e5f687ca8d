package io.breakwater.quota.operations;

import io.breakwater.model.Claim;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.usage.ModelAmount;
import io.breakwater.quota.usage.ModelKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The amounts that are held while a request runs, and what its settlement must know.
///
/// @param key the ledger item
public record Reservation(String key, LedgerAmount amount, Limits limits, Taken taken, Hold hold, Booking booking) {

    /// How it was admitted, and the state of the token buckets after it.
    ///
    /// @param grant whose capacity it took
    /// @param guaranteed the priority whose guaranteed capacity it took, if any
    /// @param overlooked limits in shadow that would have refused it
    /// @param bucketNanos the token bucket's theoretical arrival time right after this reservation: the
    /// amount drained since then is not given back
    /// @param ownBucketNanos the same for the priority's own token bucket; 0 without one
    /// @param place the number of its call among the item's calls; empty if calls are not numbered
    /// @param begins how long after the reservation its room is there
    public record Taken(
            CapacityGrant grant,
            Optional<Claim> guaranteed,
            Set<LimitName> overlooked,
            long bucketNanos,
            long ownBucketNanos,
            OptionalLong place,
            Duration begins) {}

    /// Where the item counts and holds the reservation.
    ///
    /// @param day the UTC day the tokens were counted on
    /// @param month the UTC month the money was counted in, `year x 12 + month - 1`
    /// @param epoch the generation that holds it, as far as this process knows
    /// @param begunNanos when it was reserved, in nanoseconds since 1970
    /// @param mark identifies its renewals; empty before the first
    public record Hold(long day, long month, long epoch, long begunNanos, Optional<RenewalMark> mark) {

        Hold in(long later) {
            return new Hold(day, month, later, begunNanos, mark);
        }

        Hold with(RenewalMark renewals) {
            return new Hold(day, month, epoch, begunNanos, Optional.of(renewals));
        }
    }

    /// How its settlement is booked in the day's usage by model.
    ///
    /// @param model the model to book to; empty if there is none
    /// @param aside parts of the settlement that are booked to other models
    /// @param failed how the call to a target failed, for later calls
    public record Booking(Optional<ModelKey> model, List<ModelAmount> aside, Failed failed) {
        static final Booking NONE = new Booking(Optional.empty(), List.of(), Failed.NOT);

        public Booking {
            aside = List.copyOf(aside);
        }

        List<ModelAmount> parts(LedgerAmount actual) {
            return model.map(main -> Stream.concat(Stream.of(rest(main, actual)), aside.stream())
                            .toList())
                    .orElse(List.of());
        }

        private ModelAmount rest(ModelKey main, LedgerAmount actual) {
            return new ModelAmount(main, aside.stream().map(ModelAmount::used).reduce(actual, LedgerAmount::less));
        }
    }

    /// What a failed call to a target means for later calls.
    ///
    /// @param retries how much it takes of the target's retry budget, if it was a retry
    /// @param throttle whether it was throttled
    public record Failed(int retries, Throttle throttle) {
        static final Failed NOT = new Failed(0, Throttle.NONE);
    }

    /// Whether a call was throttled.
    public enum Throttle {
        NONE,
        /// The throttle counts in its row.
        OF_KNOWN_QUOTA,
        /// The same, and the quota is learned from it.
        OF_UNKNOWN_QUOTA
    }

    /// Whose capacity the reservation took.
    public CapacityGrant grant() {
        return taken.grant();
    }

    /// Limits in shadow that would have refused it.
    public Set<LimitName> overlooked() {
        return taken.overlooked();
    }

    /// The number of its call among the item's calls of all copies; empty if calls are not numbered.
    public OptionalLong place() {
        return taken.place();
    }

    /// How long after the reservation its room is there and its request may begin.
    public Duration begins() {
        return taken.begins();
    }

    /// The UTC day on which its tokens are counted.
    public long day() {
        return hold.day();
    }

    /// The UTC month in which its money is counted.
    public long month() {
        return hold.month();
    }

    long epoch() {
        return hold.epoch();
    }

    Optional<RenewalMark> mark() {
        return hold.mark();
    }

    /// The bookings of a settlement, model by model; none without a model.
    List<ModelAmount> bookings(LedgerAmount actual) {
        return booking.parts(actual);
    }

    /// The same, to be booked to this model.
    public Reservation bookedAs(ModelKey billed) {
        return bookedAs(billed, List.of());
    }

    /// The same, to be booked to this model except for the parts of others.
    public Reservation bookedAs(ModelKey billed, List<ModelAmount> others) {
        return with(hold, new Booking(Optional.of(billed), others, booking.failed()));
    }

    /// The same, for a call that failed in this way.
    public Reservation failed(Failed how) {
        return with(hold, new Booking(booking.model(), booking.aside(), how));
    }

    Failed failed() {
        return booking.failed();
    }

    /// The same, to be renewed; a reservation keeps its first mark.
    public Reservation marked(Supplier<RenewalMark> drawn) {
        return hold.mark().isPresent() ? this : with(hold.with(drawn.get()), booking);
    }

    /// The same with the hold of another one, which was renewed meanwhile.
    public Reservation heldAs(Reservation renewed) {
        return with(new Hold(day(), month(), renewed.epoch(), hold.begunNanos(), renewed.mark()), booking);
    }

    Reservation renewedIn(long later) {
        return with(hold.in(later), booking);
    }

    /// The same after a renewal that the store did not answer.
    Reservation doubted() {
        return hold.mark().map(mark -> with(hold.with(mark.doubted()), booking)).orElse(this);
    }

    /// The generation that holds it, by its mark in the item.
    long heldIn(LedgerItem item) {
        return hold.mark()
                .map(RenewalMark::attribute)
                .map(attribute -> item.number(attribute).orElse(hold.epoch()))
                .orElse(hold.epoch());
    }

    private Reservation with(Hold held, Booking booked) {
        return new Reservation(key, amount, limits, taken, held, booked);
    }
}

package io.breakwater.quota.limits;

import io.breakwater.model.LimitName;
import io.breakwater.quota.item.ConditionalWrite;
import java.time.Duration;
import java.util.Set;

/// The plan of a reservation, made from a view of its item.
public sealed interface ReservationPlan {

    /// The write to make; it is applied only if the item is as it was seen.
    ///
    /// @param overlooked limits in shadow that would have refused
    /// @param grant whose capacity the reservation takes
    record Write(ConditionalWrite write, Set<LimitName> overlooked, CapacityGrant grant) implements ReservationPlan {}

    /// A limit is used up for now.
    record NoRoom(LimitName limit, Duration retryAfter, Shortfall shortfall) implements ReservationPlan {}

    /// The item is suspended.
    record Suspended() implements ReservationPlan {}

    /// The amount exceeds the limit at any time.
    record TooLarge(LimitName limit, long asked, long most) implements ReservationPlan {}
}

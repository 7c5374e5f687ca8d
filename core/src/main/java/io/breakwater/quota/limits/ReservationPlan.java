package io.breakwater.quota.limits;

import io.breakwater.model.LimitName;
import io.breakwater.quota.item.ConditionalWrite;
import java.time.Duration;
import java.util.Set;

/// What the arithmetic makes of a demand and an image.
public sealed interface ReservationPlan {

    /// Write this; the guards prove the image or refute it.
    ///
    /// @param overlooked limits in shadow that have no room; they are left out
    /// @param room whose room it takes
    record Go(ConditionalWrite write, Set<LimitName> overlooked, CapacityGrant room) implements ReservationPlan {}

    /// The image shows no room.
    record Full(LimitName limit, Duration retryAfter, Shortfall lack) implements ReservationPlan {}

    /// The image shows that nobody is let in.
    record Off() implements ReservationPlan {}

    /// No image can have room.
    record Never(LimitName limit, long asked, long most) implements ReservationPlan {}
}

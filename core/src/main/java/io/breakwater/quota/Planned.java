package io.breakwater.quota;

import io.breakwater.model.LimitName;
import java.time.Duration;
import java.util.Set;

/// What the arithmetic makes of a demand and an image.
sealed interface Planned {

    /// Write this; the guards prove the image or refute it.
    ///
    /// @param overlooked limits in shadow that have no room; they are left out
    /// @param room whose room it takes
    record Go(ConditionalWrite write, Set<LimitName> overlooked, Room room) implements Planned {}

    /// The image shows no room.
    record Full(LimitName limit, Duration retryAfter, Lack lack) implements Planned {}

    /// The image shows that nobody is let in.
    record Off() implements Planned {}

    /// No image can have room.
    record Never(LimitName limit, long asked, long most) implements Planned {}
}

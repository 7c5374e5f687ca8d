package io.breakwater.quota;

import io.breakwater.model.LimitName;
import java.time.Duration;
import java.util.Set;

/// What the arithmetic makes of a demand and an image.
sealed interface Planned {

    /// Write this; the guards prove the image or refute it.
    ///
    /// @param overlooked limits in shadow that have no room; they are left out
    record Go(ConditionalWrite write, Set<LimitName> overlooked) implements Planned {}

    /// The image shows no room.
    record Full(LimitName limit, Duration retryAfter) implements Planned {}

    /// The image shows that nobody is let in.
    record Off() implements Planned {}

    /// No image can have room.
    record Never(LimitName limit, long asked, long most) implements Planned {}
}

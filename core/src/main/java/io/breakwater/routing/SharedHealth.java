package io.breakwater.routing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/// What all copies know of a target: what one of them has decided for all. What a copy only counts for
/// itself, such as failures in a row and rests after a throttle, is not part of it: a count that few copies
/// add to, and fewer take back, would say more of their number than of the target.
///
/// @param ejections how often in a row the breaker has opened, 0 when closed
/// @param openUntil until when it is open
/// @param probingUntil until when a probe is under way
/// @param quarantineUntil until when its configuration or credentials count as refused
record SharedHealth(int ejections, Instant openUntil, Instant probingUntil, Instant quarantineUntil) {
    static final SharedHealth NONE = new SharedHealth(0, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);

    /// Texts have milliseconds, and what is read must equal what was written.
    SharedHealth {
        openUntil = openUntil.truncatedTo(ChronoUnit.MILLIS);
        probingUntil = probingUntil.truncatedTo(ChronoUnit.MILLIS);
        quarantineUntil = quarantineUntil.truncatedTo(ChronoUnit.MILLIS);
    }

    /// Empty when there is nothing to know.
    Optional<String> text() {
        return equals(NONE)
                ? Optional.empty()
                : Optional.of("%d %d %d %d"
                        .formatted(
                                ejections,
                                openUntil.toEpochMilli(),
                                probingUntil.toEpochMilli(),
                                quarantineUntil.toEpochMilli()));
    }

    /// A text of another form says nothing: a later version's, or one made by hand. The next decision replaces it.
    static SharedHealth of(Optional<String> text) {
        return text.filter(known -> known.matches("\\d{1,9}( \\d{1,15}){3}"))
                .map(SharedHealth::read)
                .orElse(NONE);
    }

    private static SharedHealth read(String text) {
        long[] numbers = Stream.of(text.split(" ")).mapToLong(Long::parseLong).toArray();
        return new SharedHealth(
                (int) numbers[0],
                Instant.ofEpochMilli(numbers[1]),
                Instant.ofEpochMilli(numbers[2]),
                Instant.ofEpochMilli(numbers[3]));
    }
}

package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// How the caller wants the answer, and what is known about how long it takes.
///
/// A whole answer shows no sign of life until it is complete. Where it is not known how long such
/// answers take, or where that is longer than the request can wait, the model is asked for a stream and
/// the pieces are gathered, to tell a model that hangs from one that writes a long answer.
///
/// @param stream whether the caller wants the answer piece by piece
/// @param canStream whether a target can send this answer piece by piece
/// @param wholeLimit how long to wait for a whole answer of a target, if that is known
/// @param slowToBegin whether a healthy target may take unusually long to begin this answer
public record Wanted(
        boolean stream,
        Predicate<RoutedTarget> canStream,
        Function<RoutedTarget, Optional<Duration>> wholeLimit,
        Predicate<RoutedTarget> slowToBegin) {

    /// An answer that every target begins in its usual time.
    public Wanted(
            boolean stream, Predicate<RoutedTarget> canStream, Function<RoutedTarget, Optional<Duration>> wholeLimit) {
        this(stream, canStream, wholeLimit, _ -> false);
    }

    /// Whether a target is asked for a stream.
    ///
    /// @param another whether another target could still answer
    /// @param left how long the request can wait for this one and still have another one answer
    boolean asStream(RoutedTarget target, boolean another, Duration left) {
        return stream || (another && !hangIsToldWithin(left, target) && canStream.test(target));
    }

    private boolean hangIsToldWithin(Duration left, RoutedTarget target) {
        return wholeLimit
                .apply(target)
                .filter(limit -> limit.compareTo(left) <= 0)
                .isPresent();
    }

    /// Whether a hang of the target can be told from a long answer.
    boolean hangIsTold(RoutedTarget target) {
        return stream || canStream.test(target) || wholeLimit.apply(target).isPresent();
    }
}

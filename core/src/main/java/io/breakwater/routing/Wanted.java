package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// How an answer is wanted, and what is known of how long it takes.
///
/// A whole answer says nothing until it is there. Where nobody knows how long such answers take, the model
/// is asked for a stream and the pieces are gathered, so that a model that hangs is told from one that
/// writes for long.
///
/// @param stream whether the caller wants it piece by piece
/// @param canStream whether a target can send this answer piece by piece
/// @param wholeLimit after how long a whole answer of a target need not be waited for, where that is known
/// @param slowToBegin whether nobody can tell after how long a target begins this answer, though nothing is
/// wrong with it
public record Wanted(
        boolean stream,
        Predicate<RoutedTarget> canStream,
        Function<RoutedTarget, Optional<Duration>> wholeLimit,
        Predicate<RoutedTarget> slowToBegin) {

    /// What every target begins in its usual time.
    public Wanted(
            boolean stream, Predicate<RoutedTarget> canStream, Function<RoutedTarget, Optional<Duration>> wholeLimit) {
        this(stream, canStream, wholeLimit, _ -> false);
    }

    /// Whether a target is asked for a stream.
    ///
    /// @param another whether somebody else could still answer
    boolean asStream(RoutedTarget target, boolean another) {
        return stream || (another && wholeLimit.apply(target).isEmpty() && canStream.test(target));
    }

    /// Whether a hang of the target can be told from a long answer.
    boolean hangIsTold(RoutedTarget target) {
        return stream || canStream.test(target) || wholeLimit.apply(target).isPresent();
    }
}

package io.breakwater.bench.report;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// A subject compared with the reference, round by round: rounds that were measured next to each other
/// are compared.
///
/// @param addedP50Millis median latency above the reference's
/// @param ratioP50 median latency over the reference's
/// @param ratioPerSecond throughput over the reference's
public record Pair(
        String subject,
        String reference,
        int connections,
        MedianOfRounds addedP50Millis,
        MedianOfRounds ratioP50,
        MedianOfRounds ratioPerSecond) {

    /// @param subject rounds of one subject, in the order of the reference's rounds beside them
    public static Pair of(List<Round> subject, List<Round> reference) {
        if (subject.size() != reference.size() || subject.isEmpty()) {
            throw new IllegalArgumentException(
                    "rounds are compared one by one, got %d and %d".formatted(subject.size(), reference.size()));
        }
        return new Pair(
                subject.getFirst().subject(),
                reference.getFirst().subject(),
                subject.getFirst().connections(),
                spread(subject, reference, (one, other) -> one.p50Millis() - other.p50Millis()),
                spread(subject, reference, ratio(Round::p50Millis)),
                spread(subject, reference, ratio(Round::perSecond)));
    }

    private static BiFunction<Round, Round, Double> ratio(ToDoubleFunction<Round> figure) {
        return (one, other) -> figure.applyAsDouble(one) / figure.applyAsDouble(other);
    }

    private static MedianOfRounds spread(
            List<Round> some, List<Round> others, BiFunction<Round, Round, Double> compare) {
        return MedianOfRounds.of(IntStream.range(0, some.size())
                .mapToObj(i -> compare.apply(some.get(i), others.get(i)))
                .toList());
    }
}

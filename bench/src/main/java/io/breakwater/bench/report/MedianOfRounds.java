package io.breakwater.bench.report;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The median of several rounds, with the least and the most.
public record MedianOfRounds(double median, double least, double most) {

    /// @throws IllegalArgumentException if there are no values
    public static MedianOfRounds of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values to take a median of; measure at least one round");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new MedianOfRounds(median, sorted[0], sorted[sorted.length - 1]);
    }

    /// The same of one figure of each round.
    public static <R> MedianOfRounds of(List<R> rounds, ToDoubleFunction<R> figure) {
        return of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    /// `median [least, most]`.
    ///
    /// @param form of each number, such as `%.2f`
    public String text(String form) {
        return (form + " [" + form + ", " + form + "]").formatted(median, least, most);
    }
}

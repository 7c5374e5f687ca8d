package io.breakwater.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What one command gave, a card for each seed. Two seeds have no median, so a table has the worst of them;
/// a time of something that never came is infinite, which is the worst.
record SeedCards(List<JsonNode> cards) {
    SeedCards {
        cards = List.copyOf(cards);
    }

    /// The cards among these that came of a command.
    ///
    /// @param typed its arguments
    static SeedCards of(List<JsonNode> cards, String typed) {
        return new SeedCards(cards.stream()
                .filter(card -> card.at("/command").asText().equals(typed))
                .toList());
    }

    /// The largest of a figure; infinite if a seed has none; NaN without seeds.
    ///
    /// @param name where it is in a card, as a JSON pointer
    double most(String name) {
        return most(card -> number(card, name));
    }

    /// The same of a figure that is computed.
    double most(ToDoubleFunction<JsonNode> of) {
        return cards.stream().mapToDouble(of).max().orElse(Double.NaN);
    }

    /// The smallest of a figure.
    double least(String name) {
        return cards.stream().mapToDouble(card -> number(card, name)).min().orElse(Double.NaN);
    }

    /// How many seeds do not have a figure.
    long without(String name) {
        return cards.stream().filter(card -> !card.at(name).isNumber()).count();
    }

    /// The largest of a figure among the seeds that have it.
    double mostOfOthers(String name) {
        return new SeedCards(
                        cards.stream().filter(card -> card.at(name).isNumber()).toList())
                .most(name);
    }

    /// The seed of which a figure is smallest.
    Optional<JsonNode> withLeast(String name) {
        return cards.stream().min(Comparator.comparingDouble(card -> number(card, name)));
    }

    private static double number(JsonNode card, String name) {
        return card.at(name).asDouble(Double.POSITIVE_INFINITY);
    }
}

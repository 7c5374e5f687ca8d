package io.breakwater.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;

/// Who is hit where all shards of one tenant's hand die, and each possible hand has one tenant: computed, and
/// beside it what was played.
///
/// @param cards of all that was recorded
record BlastRadius(List<JsonNode> cards) {
    static final int SHARDS = 8;

    /// The sizes of hands that are played.
    static final List<Integer> HANDS = List.of(1, 2, 3);

    /// What is typed for hands of a size.
    static String typed(int hand) {
        return "hand-dead --copies 300 --rate 10 --load 0.3 --tiers 1 --accounts %d --hand %d".formatted(SHARDS, hand);
    }

    static List<String> typed() {
        return HANDS.stream().map(BlastRadius::typed).toList();
    }

    /// How many hands there are: SHARDS choose hand.
    static long hands(int hand) {
        return choose(SHARDS, hand);
    }

    /// How many of them have a shard in common with one hand, itself among them.
    static long sharing(int hand) {
        return hands(hand) - choose(SHARDS - hand, hand);
    }

    private static long choose(int of, int chosen) {
        return IntStream.rangeClosed(1, chosen)
                .mapToLong(number -> number)
                .reduce(1, (sets, number) -> sets * (of - chosen + number) / number);
    }

    /// The share of the tenants that were hit in full; infinite if not even the one was whose hand has died.
    static double hitInFull(JsonNode card) {
        double hit = card.at("/tenantsHit").asDouble();
        return hit < 1 ? Double.POSITIVE_INFINITY : hit / card.at("/tenants").asDouble();
    }

    String table() {
        return ReliabilityPage.table(
                "| hand | hit in full: computed | seen | share one of its shards: computed | dealt | lost more than 0.1 %: seen |",
                HANDS.stream().map(this::row));
    }

    private String row(int hand) {
        SeedCards played = SeedCards.of(cards, typed(hand));
        double tenants = played.most("/tenants");
        return "| %d of %d shards | 1 of %d | %.0f of %.0f | %d of %d | %.0f of %.0f | %.0f of %.0f |"
                .formatted(
                        hand,
                        SHARDS,
                        hands(hand),
                        played.most("/tenantsHit"),
                        tenants,
                        sharing(hand),
                        hands(hand),
                        played.most("/tenantsSharing"),
                        tenants,
                        played.most("/tenantsTouched"),
                        tenants);
    }
}

package io.breakwater.control.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.model.AccountId;
import io.breakwater.model.Capacity;
import io.breakwater.model.Geography;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.Price;
import io.breakwater.model.Profile;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What operators are shown about a target whose quota is not configured.
final class TargetJsonTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final long NANOS = LedgerTime.nanos(NOW);
    private static final long SECOND = LedgerTime.MINUTE_NANOS / 60;
    private static final Map<String, Long> LEARNED = Map.of(
            ItemAttributes.LEARNED_LIMIT, 60L, ItemAttributes.LEARNED_AT, NANOS, ItemAttributes.LEARNED_SHARE, 300L);

    private static RoutedTarget target() {
        Region region = new Region("us-east-1");
        ModelId model = new ModelId("amazon.nova-lite-v1:0");
        ProfileId id = new ProfileId("us.amazon.nova-lite-v1:0");
        return new RoutedTarget(
                new Target(new ShardId("a"), new AccountId("111111111111"), region, id),
                new Profile(
                        id,
                        new ModelCard(model, "Nova Lite", 300_000, 10_000, 1, Set.of()),
                        Geography.US,
                        Map.of(region, List.of(region)),
                        new Price(60, 240, 15, 0),
                        Capacity.UNKNOWN),
                Capacity.UNKNOWN,
                1);
    }

    private static JsonNode headroom(Map<String, Long> item) {
        Terms terms = Terms.of(Limits.of(Capacity.UNKNOWN)).withNumbers();
        return TargetJson.headroom(target(), LedgerStatus.of(new LedgerItem(item), terms, NOW, Epochs.STANDARD));
    }

    @Test
    void without_a_quota_nothing_is_shown() {
        assertThat(headroom(Map.of()).isNull()).isTrue();
    }

    /// A tenth of the 60 requests a minute may be used at once: six, of which three return after three
    /// seconds.
    @Test
    void a_learned_limit_is_shown_and_an_idle_target_has_all_of_it_left() {
        JsonNode idle = headroom(LEARNED);
        assertThat(idle.path("learned").asBoolean()).isTrue();
        assertThat(idle.at("/requestsPerMinute/limit").asLong()).isEqualTo(60);
        assertThat(idle.at("/requestsPerMinute/remaining").asLong()).isEqualTo(60);
        assertThat(idle.at("/tokensPerMinute/limit").isNull()).isTrue();

        Map<String, Long> busy = new HashMap<>(LEARNED);
        busy.put(ItemAttributes.REQUEST_BUCKET, NANOS + 3 * SECOND);
        assertThat(headroom(busy).at("/requestsPerMinute/remaining").asLong()).isEqualTo(30);
    }
}

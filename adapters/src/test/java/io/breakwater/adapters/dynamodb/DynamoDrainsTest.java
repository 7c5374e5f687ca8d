package io.breakwater.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.TenantId;
import io.breakwater.routing.Drain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoDrainsTest {
    private static final String TABLE = "health";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final InMemoryDynamo local = InMemoryDynamo.SHARED;

    private final DynamoDrains drains = new DynamoDrains(local.client(), TABLE);

    @BeforeEach
    void an_empty_table() {
        local.emptyTable(TABLE);
    }

    @Test
    void drains_come_back_as_they_were_put_and_the_last_of_a_name_counts() {
        Drain shard = new Drain("pk", "arn:aws:iam::123456789012:user/eve", NOW, Optional.empty());
        Drain target = new Drain("a/us-east-1/us.model:0", "bob", NOW, Optional.of(NOW.plusSeconds(60)));
        drains.put(new Drain("pk", "bob", NOW.minusSeconds(1), Optional.of(NOW)));
        drains.put(target);
        drains.put(shard);

        assertThat(drains.all()).containsExactlyInAnyOrder(shard, target);
    }

    @Test
    void a_drain_is_taken_away_once_and_by_its_name() {
        assertThat(drains.remove("a")).isFalse();
        drains.put(new Drain("a", "bob", NOW, Optional.empty()));
        drains.put(new Drain("b", "bob", NOW, Optional.empty()));

        assertThat(drains.remove("a")).isTrue();
        assertThat(drains.remove("a")).isFalse();
        assertThat(drains.all()).extracting(Drain::name).containsExactly("b");
    }

    @Test
    void measured_tenants_come_with_the_read_of_the_drains_and_neither_overwrites_the_other() {
        List<Optional<Set<TenantId>>> seen = new ArrayList<>();
        DynamoDrains reading = new DynamoDrains(local.client(), TABLE, item -> seen.add(DynamoMeasured.in(item)));
        DynamoMeasured measured = new DynamoMeasured(local.client(), TABLE);
        Drain drain = new Drain("a", "arn", Instant.parse("2026-11-28T12:00:00Z"), Optional.empty());
        drains.put(drain);

        measured.put(Optional.of(Set.of(new TenantId("search"), new TenantId("sandbox"))));
        assertThat(reading.all()).containsExactly(drain);
        drains.remove("a");
        assertThat(reading.all()).isEmpty();
        measured.put(Optional.empty());
        reading.all();

        Set<TenantId> both = Set.of(new TenantId("search"), new TenantId("sandbox"));
        assertThat(seen).containsExactly(Optional.of(both), Optional.of(both), Optional.empty());
    }
}

package io.breakwater.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.identity.Cidr;
import io.breakwater.identity.KeyHash;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyRegister;
import io.breakwater.identity.KeyScope;
import io.breakwater.identity.KeyTerm;
import io.breakwater.identity.Keyring;
import io.breakwater.model.Alias;
import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class DynamoKeyStoreTest {
    private static final String TABLE = "keys";
    private static final TenantId SEARCH = new TenantId("search");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final InMemoryDynamo local = InMemoryDynamo.SHARED;
    private static final DynamoDbClient dynamo = local.client();

    private final DynamoKeyStore keys = new DynamoKeyStore(dynamo, TABLE);

    @BeforeEach
    void an_empty_table() {
        local.emptyTable(TABLE);
    }

    private static KeyRecord keyRecord(String keyId, Optional<Instant> notAfter, boolean revoked) {
        KeyTerm term = new KeyTerm(Optional.empty(), notAfter, revoked, Optional.empty());
        return new KeyRecord(keyId, new KeyHash("0a".repeat(32)), SEARCH, KeyScope.WHOLE, term, "u".repeat(20));
    }

    @Test
    void a_record_comes_back_as_it_was_put() {
        KeyRecord plain = keyRecord("aaaaaaaaaaaa", Optional.empty(), false);
        KeyRecord ending = keyRecord("bbbbbbbbbbbb", Optional.of(Instant.parse("2027-01-01T00:00:00.5Z")), true);
        keys.put(plain);
        keys.put(ending);

        assertThat(keys.find("aaaaaaaaaaaa")).contains(plain);
        assertThat(keys.find("bbbbbbbbbbbb")).contains(ending);
        assertThat(keys.all()).containsExactlyInAnyOrder(plain, ending);
    }

    @Test
    void scope_and_term_come_back_as_they_were_put() {
        KeyRecord whole = new KeyRecord(
                "aaaaaaaaaaaa",
                new KeyHash("0a".repeat(32)),
                SEARCH,
                new KeyScope(
                        Set.of(new Alias("claude-haiku"), new Alias("claude-sonnet")),
                        List.of(Cidr.of("10.0.0.0/8"), Cidr.of("2001:db8::/32"))),
                new KeyTerm(Optional.of(NOW), Optional.of(NOW.plusSeconds(1)), false, Optional.of(NOW)),
                "u".repeat(20));
        keys.put(whole);

        assertThat(keys.find("aaaaaaaaaaaa")).contains(whole);
    }

    @Test
    void of_two_changes_based_on_the_same_keyring_one_is_written_and_whole() {
        keys.put(keyRecord("cccccccccccc", Optional.empty(), false));
        Keyring read = keys.keyring(SEARCH);
        List<KeyRecord> two = List.of(
                keyRecord("aaaaaaaaaaaa", Optional.empty(), false), keyRecord("bbbbbbbbbbbb", Optional.empty(), true));

        assertThat(keys.write(read, two)).isTrue();
        assertThat(keys.write(read, List.of(keyRecord("dddddddddddd", Optional.empty(), false))))
                .isFalse();

        assertThat(keys.all())
                .extracting(KeyRecord::keyId)
                .containsExactlyInAnyOrder("aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc");
        assertThat(keys.keyring(SEARCH).version()).isEqualTo(read.version() + 1);
        assertThat(keys.keyring(new TenantId("chat"))).isEqualTo(new Keyring(new TenantId("chat"), 0, List.of()));
    }

    @Test
    void a_use_is_noted_once_an_hour_and_never_for_a_key_that_is_gone() {
        BiConsumer<String, Instant> uses = new DynamoKeyUses(dynamo, TABLE);
        keys.put(keyRecord("aaaaaaaaaaaa", Optional.empty(), false));

        uses.accept("aaaaaaaaaaaa", NOW.plusMillis(300));
        uses.accept("aaaaaaaaaaaa", NOW.plusSeconds(3_599));
        assertThat(lastUsed()).contains(NOW);

        uses.accept("aaaaaaaaaaaa", NOW.plusSeconds(3_600));
        uses.accept("aaaaaaaaaaaa", NOW);
        assertThat(lastUsed()).contains(NOW.plusSeconds(3_600));

        uses.accept("bbbbbbbbbbbb", NOW);
        assertThat(keys.find("bbbbbbbbbbbb")).isEmpty();
    }

    private Optional<Instant> lastUsed() {
        return keys.find("aaaaaaaaaaaa").orElseThrow().term().lastUsed();
    }

    @Test
    void an_unknown_key_is_no_record() {
        assertThat(keys.find("aaaaaaaaaaaa")).isEmpty();
        assertThat(keys.all()).isEmpty();
    }

    @Test
    void a_second_put_replaces_and_a_delete_is_for_one_key_however_often() {
        keys.put(keyRecord("aaaaaaaaaaaa", Optional.of(Instant.EPOCH), false));
        keys.put(keyRecord("aaaaaaaaaaaa", Optional.empty(), true));
        keys.put(keyRecord("bbbbbbbbbbbb", Optional.empty(), false));
        assertThat(keys.find("aaaaaaaaaaaa")).contains(keyRecord("aaaaaaaaaaaa", Optional.empty(), true));

        keys.delete("aaaaaaaaaaaa");
        keys.delete("aaaaaaaaaaaa");

        assertThat(keys.find("aaaaaaaaaaaa")).isEmpty();
        assertThat(keys.find("bbbbbbbbbbbb")).isPresent();
    }

    /// A deployment writes the records that it has read, and an operator revokes a key meanwhile.
    @Test
    void a_record_that_was_read_before_its_key_was_revoked_does_not_bring_it_back() {
        for (KeyRegister register : List.of(keys, new InMemoryKeyStore())) {
            KeyRecord live = keyRecord("aaaaaaaaaaaa", Optional.empty(), false);
            register.put(live);
            Keyring before = register.keyring(SEARCH);
            register.put(live.ended());

            register.put(live);
            assertThat(register.find("aaaaaaaaaaaa")).contains(live.ended());
            register.write(before, List.of(live));
            assertThat(register.find("aaaaaaaaaaaa")).contains(live.ended());

            KeyRecord elsewhere = keyRecord("aaaaaaaaaaaa", Optional.of(NOW), true);
            assertThat(register.write(register.keyring(SEARCH), List.of(elsewhere)))
                    .isTrue();
            assertThat(register.find("aaaaaaaaaaaa")).contains(elsewhere);
        }
    }

    @Test
    void other_items_of_the_table_are_no_keys() {
        dynamo.putItem(put -> put.tableName(TABLE).item(Map.of("pk", AttributeValue.fromS("T#search"))));

        assertThat(keys.all()).isEmpty();
    }

    @Test
    void a_record_that_lost_its_mark_counts_as_revoked() {
        keys.put(keyRecord("aaaaaaaaaaaa", Optional.empty(), false));
        dynamo.updateItem(update -> update.tableName(TABLE)
                .key(Map.of("pk", AttributeValue.fromS("K#aaaaaaaaaaaa")))
                .updateExpression("REMOVE revoked"));

        assertThat(keys.find("aaaaaaaaaaaa"))
                .hasValueSatisfying(found -> assertThat(found.revoked()).isTrue());
    }

    @Test
    void half_a_record_and_a_missing_table_let_nobody_in() {
        dynamo.putItem(put -> put.tableName(TABLE).item(Map.of("pk", AttributeValue.fromS("K#aaaaaaaaaaaa"))));

        assertThatThrownBy(() -> keys.find("aaaaaaaaaaaa"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hash");
        assertThatThrownBy(() -> new DynamoKeyStore(dynamo, "nowhere").find("aaaaaaaaaaaa"))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}

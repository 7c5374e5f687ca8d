package io.breakwater.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.identity.KeyHash;
import io.breakwater.identity.KeyRecord;
import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class DynamoKeyStoreTest {
    private static final String TABLE = "keys";
    private static final LocalDynamo local = LocalDynamo.SHARED;
    private static final DynamoDbClient dynamo = local.client();

    private final DynamoKeyStore keys = new DynamoKeyStore(dynamo, TABLE);

    @BeforeEach
    void an_empty_table() {
        local.emptyTable(TABLE);
    }

    private static KeyRecord keyRecord(String keyId, Optional<Instant> notAfter, boolean revoked) {
        return new KeyRecord(
                keyId, new KeyHash("0a".repeat(32)), new TenantId("search"), notAfter, revoked, "u".repeat(20));
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

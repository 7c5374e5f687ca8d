package io.breakwater.adapters.dynamodb;

import io.breakwater.PublicNames;
import io.breakwater.identity.Cidr;
import io.breakwater.identity.KeyHash;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyScope;
import io.breakwater.identity.KeyTerm;
import io.breakwater.identity.Keyring;
import io.breakwater.model.Alias;
import io.breakwater.model.TenantId;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.routing.Drain;
import io.breakwater.tenancy.Source;
import io.breakwater.tenancy.TenantEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// What tables contain and the next version must be able to read.
class StoredItemsTest {
    private static final String TABLE = "table";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final TenantId SEARCH = new TenantId("search");

    private final Written written = new Written();

    @Test
    void items_keep_their_keys_and_attributes() {
        KeyRecord record = keyRecord();
        DynamoKeyStore keys = new DynamoKeyStore(written, TABLE);
        keys.put(record);
        keys.write(new Keyring(SEARCH, 1, List.of()), List.of(record));
        new DynamoKeyUses(written, TABLE).accept(record.keyId(), NOW);
        new DynamoDrains(written, TABLE).put(new Drain("a", "arn", NOW, Optional.of(NOW.plusSeconds(60))));
        new DynamoHealthStore(written, TABLE).replace("t#a", Optional.empty(), Optional.of("1 2 3 4"));
        new DynamoLedgerStore(written, TABLE)
                .write("T#search", new ConditionalWrite(List.of(), List.of(new Change.Put("tR", 1))));
        new DynamoTenants(written, TABLE, Source.CONTROL).put(new TenantEntry(SEARCH, "{}"));
        new DynamoPlans(written, TABLE).put("{}");
        PublicNames.STORED_ITEMS.are(written.names);
    }

    private static KeyRecord keyRecord() {
        KeyScope scope = new KeyScope(Set.of(new Alias("claude-haiku")), List.of(Cidr.of("10.0.0.0/8")));
        KeyTerm term = new KeyTerm(Optional.of(NOW), Optional.of(NOW.plusSeconds(1)), false, Optional.of(NOW));
        return new KeyRecord("aaaaaaaaaaaa", new KeyHash("0a".repeat(32)), SEARCH, scope, term, "u".repeat(20));
    }

    /// Records the items that would be stored.
    private static final class Written implements DynamoDbClient {
        private final Set<String> names = new TreeSet<>();

        @Override
        public PutItemResponse putItem(PutItemRequest put) {
            add(put.item());
            return PutItemResponse.builder().build();
        }

        @Override
        public UpdateItemResponse updateItem(UpdateItemRequest update) {
            update(
                    update.key(),
                    update.updateExpression(),
                    update.expressionAttributeNames(),
                    update.expressionAttributeValues());
            return UpdateItemResponse.builder().attributes(update.key()).build();
        }

        @Override
        public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest transaction) {
            transaction.transactItems().forEach(item -> {
                if (item.put() != null) {
                    add(item.put().item());
                }
                if (item.update() != null) {
                    Update update = item.update();
                    update(
                            update.key(),
                            update.updateExpression(),
                            update.expressionAttributeNames(),
                            update.expressionAttributeValues());
                }
            });
            return TransactWriteItemsResponse.builder().build();
        }

        @Override
        public GetItemResponse getItem(GetItemRequest get) {
            return GetItemResponse.builder().build();
        }

        /// Applies `SET #name = :value` or `ADD #name :value`.
        private void update(
                Map<String, AttributeValue> key,
                String expression,
                Map<String, String> placeholders,
                Map<String, AttributeValue> values) {
            String[] words = expression.replace(" = ", " ").split(" ");
            String item = add(key);
            add(item, placeholders.get(words[1]), values.get(words[2]));
        }

        private String add(Map<String, AttributeValue> attributes) {
            String item = attributes.get("pk").s();
            attributes.forEach((name, value) -> add(item, name, value));
            return item;
        }

        private void add(String item, String name, AttributeValue value) {
            names.add("item " + item + ": " + name + " " + value.type());
            if (value.hasM()) {
                value.m().forEach((inner, text) -> add(item, name + "." + inner, text));
            }
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}

package io.breakwater.adapters.dynamodb;

import io.breakwater.identity.Cidr;
import io.breakwater.identity.KeyHash;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyScope;
import io.breakwater.identity.KeyTerm;
import io.breakwater.model.Alias;
import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A key record as an item.
final class KeyItem {
    static final String PREFIX = "K#";
    static final String KEY = "pk";
    static final String LAST_USED = "lastUsed";
    private static final String HASH = "hash";
    private static final String TENANT = "tenant";
    private static final String MODELS = "models";
    private static final String SOURCES = "sources";
    private static final String ISSUED = "issued";
    private static final String NOT_AFTER = "notAfter";
    static final String REVOKED = "revoked";
    private static final String USAGE = "usageIdentifier";

    private KeyItem() {}

    static Map<String, AttributeValue> key(String keyId) {
        return Map.of(KEY, AttributeValue.fromS(PREFIX + keyId));
    }

    static Map<String, AttributeValue> of(KeyRecord keyRecord) {
        Map<String, AttributeValue> item = new HashMap<>(key(keyRecord.keyId()));
        item.put(HASH, AttributeValue.fromS(keyRecord.hash().hex()));
        item.put(TENANT, AttributeValue.fromS(keyRecord.tenant().value()));
        item.put(REVOKED, AttributeValue.fromBool(keyRecord.revoked()));
        item.put(USAGE, AttributeValue.fromS(keyRecord.usageIdentifierKey()));
        scope(keyRecord.scope(), item);
        term(keyRecord.term(), item);
        return item;
    }

    /// Writes the scope; DynamoDB has no empty sets, so a missing set means no restriction.
    private static void scope(KeyScope scope, Map<String, AttributeValue> item) {
        if (!scope.models().isEmpty()) {
            item.put(MODELS, set(scope.models().stream()));
        }
        if (!scope.sources().isEmpty()) {
            item.put(SOURCES, set(scope.sources().stream()));
        }
    }

    private static AttributeValue set(Stream<?> values) {
        return AttributeValue.fromSs(values.map(Object::toString).sorted().toList());
    }

    private static void term(KeyTerm term, Map<String, AttributeValue> item) {
        term.issued().ifPresent(at -> item.put(ISSUED, AttributeValue.fromS(at.toString())));
        term.notAfter().ifPresent(end -> item.put(NOT_AFTER, AttributeValue.fromS(end.toString())));
        term.lastUsed().ifPresent(at -> item.put(LAST_USED, AttributeValue.fromS(at.toString())));
    }

    /// @throws IllegalStateException if the item is not a whole record
    static KeyRecord read(Map<String, AttributeValue> item) {
        return new KeyRecord(
                text(item, KEY).substring(PREFIX.length()),
                new KeyHash(text(item, HASH)),
                new TenantId(text(item, TENANT)),
                new KeyScope(
                        texts(item, MODELS).stream().map(Alias::new).collect(Collectors.toUnmodifiableSet()),
                        texts(item, SOURCES).stream().map(Cidr::of).toList()),
                new KeyTerm(instant(item, ISSUED), instant(item, NOT_AFTER), revoked(item), instant(item, LAST_USED)),
                text(item, USAGE));
    }

    /// Whether the key is revoked; removing the attribute must not revive a revoked key.
    private static boolean revoked(Map<String, AttributeValue> item) {
        AttributeValue revoked = item.get(REVOKED);
        return revoked == null || !Boolean.FALSE.equals(revoked.bool());
    }

    private static Optional<Instant> instant(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s).map(Instant::parse);
    }

    private static List<String> texts(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::ss).orElse(List.of());
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name))
                .map(AttributeValue::s)
                .orElseThrow(() -> new IllegalStateException(
                        "the key record %s has no text '%s'; delete the item and deploy the environment again"
                                .formatted(item.get(KEY), name)));
    }
}

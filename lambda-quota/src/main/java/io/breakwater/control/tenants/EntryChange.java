package io.breakwater.control.tenants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.breakwater.model.TenantId;
import io.breakwater.tenancy.TenantEntry;
import io.breakwater.tenancy.TenantRegister;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A change of the tenants that operators have applied. It may stop anywhere and be repeated.
///
/// @param put entries that were checked
/// @param remove ids of tenants to remove
public record EntryChange(List<JsonNode> put, List<TenantId> remove) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public EntryChange {
        put = List.copyOf(put);
        remove = List.copyOf(remove);
    }

    /// Makes the change. A removed tenant's entry is deleted first, so that the routers forget it even
    /// if its keys cannot be reached.
    ///
    /// @param endKeys ends the keys of a removed tenant
    public void carryOut(TenantRegister register, Consumer<TenantId> endKeys) {
        put.forEach(entry -> register.put(new TenantEntry(id(entry), entry.toString())));
        remove.forEach(register::remove);
        remove.forEach(endKeys);
    }

    /// The current entries of the tenants concerned.
    public ArrayNode before(TenantRegister register) {
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        ids().flatMap(id -> register.find(id).stream()).map(EntryChange::json).forEach(found::add);
        return found;
    }

    /// The tenants concerned.
    public String subject() {
        return ids().map(TenantId::value).collect(Collectors.joining(","));
    }

    private Stream<TenantId> ids() {
        return Stream.concat(put.stream().map(EntryChange::id), remove.stream());
    }

    private static TenantId id(JsonNode entry) {
        return new TenantId(entry.path("id").asText());
    }

    /// An entry as it was applied.
    public static JsonNode json(TenantEntry entry) {
        try {
            return JSON.readTree(entry.text());
        } catch (JsonProcessingException noJson) {
            return TextNode.valueOf(entry.text());
        }
    }
}

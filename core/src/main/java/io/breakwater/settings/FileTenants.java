package io.breakwater.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.TenantId;
import io.breakwater.tenancy.Source;
import io.breakwater.tenancy.TenantEntry;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The plans and tenants of an environment's file, in the form in which they are stored.
///
/// @param plans all plans and the tenants' priorities, as one text; [TenantEntries#plans(String)] reads
/// it
/// @param entries one for each tenant
public record FileTenants(String plans, List<TenantEntry> entries) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLANS = "plans";

    public FileTenants {
        entries = List.copyOf(entries);
    }

    /// Reads the part of a file that is data.
    ///
    /// @throws IllegalArgumentException if it is not of [EnvironmentParts]
    public static FileTenants read(String data) {
        JsonNode root = tree(data);
        if (!root.path(PLANS).isObject() || !root.path("tenants").isArray()) {
            throw new IllegalArgumentException(
                    "the tenants' file has no plans or no tenants; synthesise and deploy again");
        }
        List<JsonNode> tenants = root.path("tenants").valueStream().toList();
        ObjectNode common = JsonNodeFactory.instance.objectNode();
        common.set(PLANS, root.path(PLANS));
        common.set("priorities", JSON.valueToTree(priorities(tenants)));
        return new FileTenants(
                common.toString(), tenants.stream().map(FileTenants::entry).toList());
    }

    private static Set<String> priorities(Collection<JsonNode> tenants) {
        return tenants.stream()
                .map(tenant -> tenant.path("priority").asText("standard"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TenantEntry entry(JsonNode tenant) {
        return new TenantEntry(new TenantId(tenant.path("id").asText()), tenant.toString(), Source.FILE);
    }

    /// The tenants.
    public Set<TenantId> ids() {
        return entries.stream().map(TenantEntry::id).collect(Collectors.toSet());
    }

    /// The sorted ids of tenants that operators have applied as well, although a tenant has one source.
    ///
    /// @param applied the entries that operators have applied
    public List<String> alsoApplied(Collection<TenantEntry> applied) {
        Set<TenantId> ids = ids();
        return applied.stream()
                .map(TenantEntry::id)
                .filter(ids::contains)
                .map(TenantId::value)
                .sorted()
                .toList();
    }

    /// The plans of this file, and the plans of another text that this file lacks.
    public String plansWith(String others) {
        JsonNode mine = tree(plans);
        ObjectNode both = mine.deepCopy();
        ObjectNode all = both.putObject(PLANS);
        Stream.of(tree(others), mine)
                .flatMap(each -> each.path(PLANS).properties().stream())
                .forEach(plan -> all.set(plan.getKey(), plan.getValue()));
        return both.toString();
    }

    /// The names of the plans in a text of plans.
    public static Set<String> planNames(String plans) {
        return tree(plans)
                .path(PLANS)
                .propertyStream()
                .map(plan -> plan.getKey())
                .collect(Collectors.toSet());
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new IllegalArgumentException(
                    "plans and tenants are not JSON: " + noJson.getOriginalMessage(), noJson);
        }
    }
}

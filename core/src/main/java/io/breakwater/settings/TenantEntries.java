package io.breakwater.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.model.Priority;
import io.breakwater.model.Route;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import io.breakwater.model.Topology;
import io.breakwater.tenancy.Plans;
import io.breakwater.tenancy.Source;
import io.breakwater.tenancy.TenantEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Reads the entries of tenants, and the plans they live under, with the environment's models and shards.
///
/// Stored entries may come from a newer version with keys that this one does not know: while a deploy
/// replaces its functions, and after a rollback. Such keys are ignored, and each is reported once. Text
/// that people write is read strictly.
public final class TenantEntries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Topology topology;
    private final Map<String, Shard> shards;
    private final boolean simulated;
    private final Consumer<String> warnings;
    private final Set<String> unknownKeys = ConcurrentHashMap.newKeySet();

    private TenantEntries(Settings settings, Consumer<String> warnings) {
        this.warnings = warnings;
        this.topology = settings.topology();
        this.shards = settings.shards().stream()
                .collect(Collectors.toMap(shard -> shard.id().value(), Function.identity()));
        this.simulated = settings.simulation().isPresent();
    }

    /// The reader of one environment.
    public static TenantEntries of(Settings settings) {
        return of(settings, _ -> {});
    }

    /// @param warnings called once for each key in stored items that this version does not know
    public static TenantEntries of(Settings settings, Consumer<String> warnings) {
        return new TenantEntries(settings, warnings);
    }

    private ShapeCheck lenient(Report report, String what) {
        return new ShapeCheck(report, key -> {
            String unknown = "%s have the key '%s', which this version does not know and ignores".formatted(what, key);
            if (unknownKeys.add(unknown)) {
                warnings.accept(unknown);
            }
        });
    }

    /// The stored plans.
    ///
    /// @param text of [FileTenants#plans()]
    public Plans plans(String text) {
        JsonNode root = tree(text);
        Report report = new Report("plans");
        Path at = new Path("plans", root.path("plans"));
        lenient(report, "stored plans").check(EnvironmentShape.PLANS, at);
        Map<String, Terms> terms =
                PlansReader.read(at, report, new SpreadCheck(report, true)).sound();
        Set<Priority> priorities = root.path("priorities")
                .valueStream()
                .map(JsonNode::asText)
                .map(TenantsReader::priority)
                .collect(Collectors.toSet());
        return new Plans(terms, priorities);
    }

    /// The problems of applying these entries, in the words for an environment's file; empty if they
    /// can be applied.
    ///
    /// @param file the file name in the problems
    /// @param ofFile the tenants of the environment's file
    public List<Problem> problems(
            String file, List<? extends JsonNode> entries, Plans plans, Predicate<TenantId> ofFile) {
        Report report = new Report(file);
        Path at = new Path("tenants", JsonNodeFactory.instance.arrayNode().addAll(List.copyOf(entries)));
        new ShapeCheck(report).check(EnvironmentShape.TENANTS, at);
        Map<TenantId, Tenant> read = reader(report, plans, true).read(at);
        at.items().forEach(entry -> checkOwn(entry, ofFile, report));
        read.values().forEach(tenant -> checkItems(tenant, report));
        return List.copyOf(report.problems());
    }

    /// Reports a tenant of the environment's file, which only the file may change.
    private static void checkOwn(Path entry, Predicate<TenantId> ofFile, Report report) {
        Path id = entry.key("id");
        if (!report.broken(id.text()) && ofFile.test(new TenantId(id.asText()))) {
            report.add(
                    id.text(),
                    "tenant '%s' is in the environment's file; change it there and deploy, or give this one another id"
                            .formatted(id));
        }
    }

    /// Reports ledger shards, since only deploys carry a ledger over to another number of items.
    private static void checkItems(Tenant tenant, Report report) {
        int items = tenant.terms().ledgerShards();
        if (items > 1) {
            report.add(
                    "tenants",
                    "tenant '%s' would have %d ledger items, and one that operators apply has one; put it into the environment's file"
                            .formatted(tenant.id(), items));
        }
    }

    /// The tenant of an entry, with the plans, models and shards that still exist: a removed alias is
    /// no reason to refuse the others. Empty if its plan was removed, or the text is not an entry.
    public Optional<Tenant> tenant(TenantEntry entry, Plans plans) {
        Report report = new Report("entry");
        Path at = new Path("tenants", JsonNodeFactory.instance.arrayNode().add(tree(entry.text())));
        lenient(report, "stored tenants").check(EnvironmentShape.TENANTS, at);
        return reader(report, plans, false).read(at).values().stream()
                .map(tenant -> entry.source() == Source.FILE ? tenant : withOneItem(tenant))
                .findFirst();
    }

    private static Tenant withOneItem(Tenant tenant) {
        return tenant.withTerms(tenant.terms().withLedgerShards(1));
    }

    private static JsonNode tree(String entry) {
        try {
            return JSON.readTree(entry);
        } catch (JsonProcessingException noJson) {
            return JsonNodeFactory.instance.nullNode();
        }
    }

    /// @param complete whether an unknown name is a problem
    private TenantsReader reader(Report report, Plans plans, boolean complete) {
        Map<String, Route> routes = topology.routes().values().stream()
                .collect(Collectors.toMap(route -> route.alias().value(), Function.identity()));
        return new TenantsReader(
                report,
                new Known<>("plan", plans.terms(), plans.terms().keySet(), complete),
                new Known<>("model alias", routes, routes.keySet(), complete),
                new Known<>("shard", shards, shards.keySet(), complete),
                new SpreadCheck(report, simulated || !complete));
    }
}

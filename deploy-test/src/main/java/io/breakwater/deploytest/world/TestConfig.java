package io.breakwater.deploytest.world;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.breakwater.config.ConfigFolder;
import io.breakwater.model.Region;
import io.breakwater.ops.account.AccountRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The environments of the test: the project's own dev and prod with the test's accounts, models and small tenants,
/// and `stage`, the smallest that can be deployed.
///
/// @param project the project's folder of configuration
/// @param folder the folder of the test's files
public record TestConfig(ConfigFolder project, ConfigFolder folder, Places places) {
    public static final String DEV = "dev";
    public static final String PROD = "prod";
    public static final String STAGE = "stage";
    public static final List<String> ENVIRONMENTS = List.of(DEV, PROD, STAGE);

    /// A tenant with room for all calls of the test.
    public static final String REGULAR = "search";

    /// A tenant with few calls a minute.
    public static final String TINY = "tiny";

    /// A tenant whose model has a small primary and a fallback.
    public static final String FALLING = "falling";

    /// The requests per minute of [#TINY], and of the first tier of [#FALLING]'s model.
    public static final int FEW = 3;

    public static final String MODEL = "claude-haiku";
    public static final String FALLBACK_MODEL = "with-fallback";

    /// The model that dev checks with a guardrail.
    public static final String GUARDED_MODEL = "guarded";

    /// The pages that may call dev from a browser.
    public static final List<String> PAGES = List.of("https://app.example.com", "http://localhost:3000");

    /// The primary and the fallback of [#FALLBACK_MODEL].
    public static final String PRIMARY = "anthropic.claude-sonnet-4-6";

    public static final String SECOND = "anthropic.claude-haiku-4-5-20251001-v1:0";

    /// The model that replaces [#SECOND] in dev.
    public static final String REPLACEMENT = "amazon.nova-lite-v1:0";

    private static final int AMPLE = 600;
    private static final long AMPLE_TOKENS = 1_000_000;

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /// The target of [#MODEL] that an operator drains: the one in the first shard.
    public String drained() {
        return "a/" + places.shardA().region() + "/us." + SECOND;
    }

    /// Writes all files.
    public void write() throws IOException {
        Files.createDirectories(folder.folder());
        Files.copy(project.catalogue(), folder.catalogue(), StandardCopyOption.REPLACE_EXISTING);
        writeDev(FEW);
        writeProd(places.shardB().region(), places.shardA().region());
        save(STAGE, stage());
    }

    /// Writes dev with another limit for its tiny tenant.
    public void writeDev(int requestsPerMinute) throws IOException {
        save(DEV, dev(SECOND, requestsPerMinute));
    }

    /// Writes dev with another profile instead of one that all its models use.
    public void writeDevReplaced(int requestsPerMinute) throws IOException {
        save(DEV, dev(REPLACEMENT, requestsPerMinute));
    }

    /// Writes dev with a router that may have no copy.
    public void writeDevWithoutRouter(int requestsPerMinute) throws IOException {
        ObjectNode dev = dev(SECOND, requestsPerMinute);
        dev.putObject("reservedConcurrency").put("router", 0);
        save(DEV, dev);
    }

    /// Writes dev with this many tenants, and with the settings that keep its stack from growing with
    /// them.
    public void writeCrowd(int tenants) throws IOException {
        ObjectNode dev = tenants(based(DEV), FEW);
        ArrayNode all = dev.putArray("tenants");
        IntStream.range(0, tenants).forEach(number -> all.add(tenant(ofCrowd(number), "regular", MODEL)));
        dev.putObject("throttle").put("usagePlans", "plan");
        dev.put("firstKeys", "operator");
        save(DEV, dev);
    }

    /// A tenant of [#writeCrowd(int)], by its number from 0.
    public static String ofCrowd(int number) {
        return "tenant-%05d".formatted(number);
    }

    /// Writes prod with these Regions of its second shard, the first one first.
    public void writeProd(Region... regionsOfB) throws IOException {
        ObjectNode prod = tenants(based(PROD), FEW);
        ArrayNode regions = ((ObjectNode) prod.path("shards").get(1)).putArray("regions");
        Stream.of(regionsOfB).distinct().map(Region::value).forEach(regions::add);
        save(PROD, prod);
    }

    /// The project's own file with other places and models; the rest is unchanged.
    private ObjectNode based(String environment) throws IOException {
        return based(environment, SECOND);
    }

    private ObjectNode based(String environment, String second) throws IOException {
        ObjectNode file = read(environment);
        file.set("home", place(places.home()));
        file.putArray("shards").add(shard("a", places.shardA())).add(shard("b", places.shardB()));
        ObjectNode models = file.putObject("models");
        models.putObject(MODEL).putArray("tiers").add(tier(second, AMPLE, "a", "b"));
        models.putObject(FALLBACK_MODEL)
                .putArray("tiers")
                .add(tier(PRIMARY, FEW, "a"))
                .add(tier(second, AMPLE, "b"));
        ((ObjectNode) file.path("alarms")).remove("email");
        return file;
    }

    private ObjectNode dev(String second, int tinyRequestsPerMinute) throws IOException {
        ObjectNode file = tenants(based(DEV, second), tinyRequestsPerMinute);
        PAGES.forEach(file.putObject("cors").putArray("origins")::add);
        file.withObject("models").putObject(GUARDED_MODEL).putArray("tiers").add(tier(second, AMPLE, "a", "b"));
        ((ArrayNode) file.at("/tenants/0/models")).add(GUARDED_MODEL);
        ObjectNode guardrail = file.putArray("guardrails").addObject().put("id", "no-advice");
        guardrail.putArray("models").add(GUARDED_MODEL);
        guardrail
                .putArray("copies")
                .add(copy("a", places.shardA().region(), "grofsharda"))
                .add(copy("b", places.shardB().region(), "grofshardb"));
        return file;
    }

    private static ObjectNode copy(String shard, Region region, String id) {
        return YAML.createObjectNode()
                .put("shard", shard)
                .put("region", region.value())
                .put("id", id)
                .put("version", "1");
    }

    private ObjectNode stage() throws IOException {
        ObjectNode file = tenants(based(DEV), FEW);
        file.put("environment", STAGE);
        file.putArray("shards").add(shard("a", places.shardA()));
        file.putObject("models").putObject(MODEL).putArray("tiers").add(tier(SECOND, AMPLE, "a"));
        file.putArray("tenants").add(tenant(REGULAR, "regular", MODEL));
        return file;
    }

    private static ObjectNode tenants(ObjectNode file, int tinyRequestsPerMinute) {
        ObjectNode plans = file.putObject("plans");
        plans.putObject("regular").put("requestsPerMinute", AMPLE).put("tokensPerMinute", AMPLE_TOKENS);
        plans.putObject("tiny").put("requestsPerMinute", tinyRequestsPerMinute).put("tokensPerMinute", AMPLE_TOKENS);
        file.putArray("tenants")
                .add(tenant(REGULAR, "regular", MODEL))
                .add(tenant(TINY, "tiny", MODEL))
                .add(tenant(FALLING, "regular", FALLBACK_MODEL));
        return file;
    }

    private static ObjectNode tenant(String id, String plan, String model) {
        ObjectNode tenant = YAML.createObjectNode().put("id", id).put("plan", plan);
        tenant.putArray("models").add(model);
        return tenant;
    }

    private static ObjectNode tier(String model, int requestsPerMinute, String... shards) {
        ObjectNode tier = YAML.createObjectNode().put("profile", "us." + model);
        List.of(shards).forEach(tier.putArray("shards")::add);
        tier.putObject("capacity").put("requestsPerMinute", requestsPerMinute).put("tokensPerMinute", AMPLE_TOKENS);
        return tier;
    }

    private static ObjectNode place(AccountRegion place) {
        return YAML.createObjectNode()
                .put("account", place.account().value())
                .put("region", place.region().value());
    }

    private static ObjectNode shard(String id, AccountRegion place) {
        ObjectNode shard = YAML.createObjectNode()
                .put("id", id)
                .put("account", place.account().value());
        shard.putArray("regions").add(place.region().value());
        return shard;
    }

    private ObjectNode read(String environment) throws IOException {
        return (ObjectNode) YAML.readTree(project.environment(environment).toFile());
    }

    private void save(String environment, ObjectNode file) throws IOException {
        YAML.writeValue(folder.environment(environment).toFile(), file);
    }
}

package io.breakwater.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.config.ConfigFolder;
import io.breakwater.infra.function.Assets;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Protection;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import io.breakwater.settings.Shard;
import io.breakwater.settings.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;

/// The templates of an environment, synthesised with the flags of `cdk.json`. Each is made once for all
/// tests, since it takes seconds.
record Synthesised(
        Settings settings,
        Map<String, CloudFormationStackArtifact> stacks,
        Map<String, JsonNode> templates,
        Path output) {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Path ROOT = Path.of(System.getProperty("breakwater.root"));

    static final ConfigFolder CONFIG = new ConfigFolder(ROOT.resolve("config"));

    static final Synthesised DEV = of(shipped("dev"));
    static final Synthesised PROD = of(shipped("prod"));

    /// The development environment with everything that a file can turn on.
    static final Synthesised FULL = of(settings(full()));

    /// The full environment with two Regions in a shard, the later one first.
    static final Synthesised REVERSED =
            of(settings(full().replace("regions: [us-east-1]", "regions: [us-west-2, us-east-1]")));

    static Stream<Synthesised> all() {
        return Stream.of(DEV, PROD, FULL);
    }

    static Synthesised of(Settings settings) {
        return of(settings, Map.of());
    }

    /// A development file that is deployed as it is written here, including the packaged configuration.
    static Synthesised ofFile(String environment) {
        try {
            Path file = Files.writeString(scratch("config").resolve("dev.yaml"), environment);
            return of(settings(environment), Map.of(), withEnvironment(assets("dev"), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param context what `-c` would add to the flags
    static Synthesised of(Settings settings, Map<String, String> context) {
        return of(settings, context, assets(settings.environment()));
    }

    private static Synthesised of(Settings settings, Map<String, String> context, Assets assets) {
        try {
            Path output = scratch(settings.customerManagedKeys() ? "everything" : "cdk");
            Map<String, Object> all = flags();
            all.putAll(context);
            App app = new App(
                    AppProps.builder().outdir(output.toString()).context(all).build());
            Breakwater.describe(app, settings, assets);
            return read(settings, app.synth(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Settings shipped(String environment) {
        return valid(CONFIG.load(environment));
    }

    /// The text of the shipped development file.
    static String dev() {
        return text("config/dev.yaml");
    }

    private static String full() {
        return dev().replace("region: us-east-1 }", "region: us-east-1, organization: o-abcdef1234 }")
                .replace("models: [claude-haiku, nova-lite]", "models: [claude-haiku, nova-lite, gpt]")
                .replace(
                        "\nplans:",
                        "  gpt:\n    storeResponses: true\n    tiers:\n      - { profile: us.openai.gpt-6-sol, shards: [a], capacity: { tokensPerMinute: 1000000 } }\n\nplans:")
                .replace(
                        "retentionDays: 7 }",
                        "retentionDays: 7, invocations: true, prompts: true }\ncostAttribution: true\nauthorizerCacheSeconds: 45\nreservedConcurrency: {}\nencryption: customer-managed\nvpc: { subnets: [subnet-0123456789abcdef0, subnet-0fedcba9876543210], securityGroups: [sg-0123456789abcdef0] }\n"
                                + "cors: { origins: [https://app.example.com, http://localhost:3000] }\n"
                                + "guardrails:\n  - id: no-advice\n    copies:\n"
                                + "      - { shard: a, region: us-east-1, id: gr1abc, version: \"1\" }\n"
                                + "      - { shard: b, region: us-west-2, id: gr2abc, version: \"7\", crossRegion: { profile: \"us.guardrail.v1:0\", regions: [us-west-2, us-east-1] } }\n");
    }

    /// The result of reading this development file in place of the shipped one.
    static Loaded<Settings> read(String environment) {
        return SettingsReader.read(
                new ConfigText("config/models.yaml", text("config/models.yaml")),
                new ConfigText("config/dev.yaml", environment));
    }

    static Settings settings(String environment) {
        return valid(read(environment));
    }

    private static Settings valid(Loaded<Settings> loaded) {
        return switch (loaded) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid<Settings> invalid -> throw new AssertionError(invalid.problems());
        };
    }

    static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Functions with the files of their packages but hardly any content.
    static Assets assets(String environment) {
        try {
            Path folder = scratch("functions");
            Path router = Files.createDirectories(folder.resolve("router"));
            Path quota = Files.createDirectories(folder.resolve("quota/lib")).getParent();
            Files.writeString(router.resolve("bootstrap"), "#!/bin/sh\n");
            router.resolve("bootstrap").toFile().setExecutable(true);
            Files.writeString(quota.resolve("lib/some.jar"), "");
            Path cleanup =
                    Files.createDirectories(folder.resolve("cleanup/lib")).getParent();
            Files.writeString(cleanup.resolve("lib/other.jar"), "");
            Path file = CONFIG.environment(environment);
            return new Assets(
                    router, quota, cleanup, CONFIG.catalogue(), Files.exists(file) ? file : CONFIG.environment("dev"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Assets withEnvironment(Assets assets, Path file) {
        return new Assets(assets.router(), assets.quota(), assets.cleanup(), assets.catalogue(), file);
    }

    /// A new folder that the next clean build removes.
    private static Path scratch(String what) throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "synth").toAbsolutePath()), what);
    }

    private static Map<String, Object> flags() throws IOException {
        JsonNode context = JSON.readTree(ROOT.resolve("cdk.json").toFile()).get("context");
        return JSON.convertValue(
                context, JSON.getTypeFactory().constructMapType(TreeMap.class, String.class, Object.class));
    }

    private static Synthesised read(Settings settings, CloudAssembly assembly, Path output) throws IOException {
        Map<String, CloudFormationStackArtifact> stacks = new TreeMap<>();
        Map<String, JsonNode> templates = new TreeMap<>();
        for (CloudFormationStackArtifact stack : assembly.getStacks()) {
            stacks.put(stack.getStackName(), stack);
            templates.put(
                    stack.getStackName(),
                    JSON.readTree(Path.of(stack.getTemplateFullPath()).toFile()));
        }
        return new Synthesised(settings, stacks, templates, output);
    }

    /// The account and Region of a stack.
    Site site(String stack) {
        Naming naming = new Naming(settings.environment(), settings.home());
        for (Shard shard : settings.shards()) {
            if (stack.equals(naming.shardRole(shard.id())) || stack.equals(naming.keptStack(shard.id()))) {
                return new Site(shard.account(), settings.home().region());
            }
            for (Region region : shard.regions()) {
                if (stack.equals(naming.shardStack(shard.id(), region))) {
                    return new Site(shard.account(), region);
                }
            }
        }
        return new Site(settings.home().account(), settings.home().region());
    }

    /// Whether the environment's state outlives its stacks.
    boolean kept() {
        return settings.protection() == Protection.GUARDED;
    }

    @Override
    public String toString() {
        return settings.environment() + (settings.logging().invocations() ? " with everything on" : "");
    }
}

package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {
    private static final String MODELS = "config/schema/models.schema.json";
    private static final String ENVIRONMENT = "config/schema/environment.schema.json";

    @Test
    void the_schema_files_say_what_the_reader_checks() throws IOException {
        holds(MODELS, JsonSchema.of("Breakwater: the model catalogue", CatalogueShape.SHAPE));
        holds(ENVIRONMENT, JsonSchema.of("Breakwater: an environment", EnvironmentShape.SHAPE));
    }

    /// Compares the file, or rewrites it when run with `-Dbreakwater.rewrite=true`.
    private static void holds(String file, String expected) throws IOException {
        if (Boolean.getBoolean("breakwater.rewrite")) {
            Files.writeString(Shipped.path(file), expected);
        }
        assertThat(Shipped.text(file).content()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "dev", "prod"})
    void the_schema_accepts_each_shipped_environment_and_the_file_names_it(String name) {
        ConfigText text = Shipped.environment(name);
        assertThat(errors(ENVIRONMENT, text.content())).isEmpty();
        assertThat(text.content()).startsWith("# yaml-language-server: $schema=schema/environment.schema.json\n");
    }

    @Test
    void the_schema_accepts_the_shipped_catalogue_and_the_file_names_it() {
        ConfigText text = Shipped.catalogue();
        assertThat(errors(MODELS, text.content())).isEmpty();
        assertThat(text.content()).startsWith("# yaml-language-server: $schema=schema/models.schema.json\n");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "plan: standard | plam: standard",
                "plan: standard | plan: [standard]",
                "plan: standard, |",
                "requestsPerMinute: 60 | requestsPerMinute: -60",
                "requestsPerMinute: 60 | requestsPerMinute: 0",
                "requestsPerMinute: 60 | requestsPerMinute: many",
                "requestsPerMinute: 60 | requestsPerMinute: 60.5",
                "usdPerMonth: 500 | usdPerMonth: -1",
                "usdPerMonth: 500 | usdPerMonth: free",
                "'\"111111111111\"' | 111111111111",
                "'\"111111111111\"' | '\"1111\"'",
                "[us-east-1] | []",
                "[us-east-1] | [us-east-1, us-east-1]",
                "[us-east-1] | [Virginia]",
                "residency: us | residency: mars",
                "environment: local | environment: Local",
                "id: search | id: Search",
                "firstToken: 50ms | firstToken: soon",
                "seed: 1 | seeds: 1",
                "plans: | 'authorizerCacheSeconds: -1\nplans:'",
                "plans: | 'authorizerCacheSeconds: 61\nplans:'",
                "plans: | 'authorizerCacheSeconds: soon\nplans:'",
                "claude-haiku: | Claude Haiku:",
                "plans: | '  m: { tiers: [{ members: [{ profile: us.amazon.nova-lite-v1:0 }] }] }\nplans:'",
                "plans: | '  m: { tiers: [{ members: [] }] }\nplans:'",
                "plans: | '  m: { tiers: [{ members: [{ profile: us.amazon.nova-lite-v1:0, shards: [a], weight: 0 }] }] }\nplans:'",
                "plans: | '  m: { tiers: [{ members: [{ profile: us.amazon.nova-lite-v1:0, shards: [a], endpoint: mantle }] }] }\nplans:'",
            })
    void the_schema_and_the_reader_refuse_the_same_mistakes(String right, String wrong) {
        String text = Mistake.in(Shipped.environment("local").content(), right, wrong == null ? "" : wrong);
        assertThat(errors(ENVIRONMENT, text)).isNotEmpty();
        assertThat(SettingsReader.read(Shipped.catalogue(), new ConfigText("local.yaml", text)))
                .isInstanceOf(Loaded.Invalid.class);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "burndown: 5 | burnrate: 5",
                "burndown: 5 | burndown: -5",
                "burndown: 5 | burndown: five",
                "name: Claude Sonnet 4.6 | nom: Claude Sonnet 4.6",
                "'\"3.30\"' | '\"-3.30\"'",
                "'\"3.30\"' | '\"3.3000000\"'",
                "[system, tools, temperature, | [system, tolls, temperature,",
                "effort: [low, medium] | effort: [low, medium, huge]",
                "effort: [low, medium] | effort: []",
                "cacheMinimumTokens: 512 | cacheMinimumTokens: 0",
                "cacheMinimumTokens: 512 | cacheMinimum: 512",
                "us: { routes: us-claude-4-6, | us: {",
                "jp: { routes | mars: { routes",
            })
    void the_schema_and_the_reader_refuse_the_same_mistakes_in_the_catalogue(String right, String wrong) {
        String text = Mistake.in(Shipped.catalogue().content(), right, wrong);
        assertThat(errors(MODELS, text)).isNotEmpty();
        assertThat(SettingsReader.read(new ConfigText("models.yaml", text), Shipped.environment("local")))
                .isInstanceOf(Loaded.Invalid.class);
    }

    private static List<Error> errors(String schemaFile, String yaml) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Shipped.text(schemaFile).content());
        return schema.validate(yaml, InputFormat.YAML);
    }
}

package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.infra.Templates.Found;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The gateway's API when the authorizer's answers about keys are cached.
class AuthorizerCacheTemplateTest {
    private static final Synthesised CACHED = Synthesised.FULL;
    private static final String STACK = "breakwater-dev-gateway";

    private static Stream<Found> in(Synthesised environment, String type) {
        return Templates.in(environment, STACK, "AWS::ApiGateway::" + type);
    }

    /// The path template of each resource, by its id.
    private static Map<String, String> paths() {
        Map<String, JsonNode> resources = new HashMap<>();
        in(CACHED, "Resource").forEach(found -> resources.put(found.id(), found.properties()));
        Map<String, String> paths = new HashMap<>();
        resources.keySet().forEach(id -> paths.put(id, path(id, resources)));
        return paths;
    }

    private static String path(String id, Map<String, JsonNode> resources) {
        JsonNode properties = resources.get(id);
        return properties == null
                ? ""
                : path(properties.at("/ParentId/Ref").asText(), resources) + "/"
                        + properties.path("PathPart").asText();
    }

    private static Map<String, Found> authorizers() {
        Map<String, Found> byId = new TreeMap<>();
        in(CACHED, "Authorizer").forEach(found -> byId.put(found.id(), found));
        return byId;
    }

    /// The name of the authorizer, if any, of each method, by `METHOD /path`.
    private static Map<String, String> asked() {
        Map<String, String> paths = paths();
        Map<String, String> asked = new TreeMap<>();
        in(CACHED, "Method")
                .filter(method -> method.properties().has("AuthorizerId"))
                .forEach(method -> asked.put(
                        method.properties().path("HttpMethod").asText() + " "
                                + paths.get(method.properties()
                                        .at("/ResourceId/Ref")
                                        .asText()),
                        authorizers()
                                .get(method.properties().at("/AuthorizerId/Ref").asText())
                                .properties()
                                .path("Name")
                                .asText()));
        return asked;
    }

    @Test
    void each_method_asks_the_authorizer_of_its_header_family() {
        assertThat(asked())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ANY /{proxy+}", "breakwater-dev-shared",
                        "GET /v1/usage", "breakwater-dev-shared",
                        "HEAD /v1/usage", "breakwater-dev-shared",
                        "ANY /v1/usage", "breakwater-dev-shared",
                        "ANY /openai/deployments/{proxy+}", "breakwater-dev-azure",
                        "ANY /openai/models", "breakwater-dev-azure",
                        "ANY /openai/models/{proxy+}", "breakwater-dev-azure",
                        "ANY /model/{proxy+}", "breakwater-dev-bedrock",
                        "ANY /v1/messages", "breakwater-dev-anthropic",
                        "ANY /v1/messages/{proxy+}", "breakwater-dev-anthropic"));
    }

    @ParameterizedTest
    @CsvSource({
        "breakwater-dev-shared, Authorization",
        "breakwater-dev-bedrock, Authorization",
        "breakwater-dev-anthropic, x-api-key",
        "breakwater-dev-azure, api-key"
    })
    void each_keeps_answers_under_its_header_and_the_callers_address(String name, String header) {
        assertThat(authorizers().values())
                .filteredOn(found -> found.properties().path("Name").asText().equals(name))
                .singleElement()
                .satisfies(found -> {
                    JsonNode properties = found.properties();
                    assertThat(properties.path("Type").asText()).isEqualTo("REQUEST");
                    assertThat(properties.path("AuthorizerResultTtlInSeconds").asInt())
                            .isEqualTo(45);
                    assertThat(properties.path("IdentitySource").asText())
                            .isEqualTo("method.request.header." + header + ",context.identity.sourceIp");
                });
    }

    @Test
    void all_of_them_ask_the_same_function_and_may() {
        assertThat(authorizers().values())
                .hasSize(4)
                .extracting(found -> found.properties().path("AuthorizerUri"))
                .containsOnly(
                        authorizers().values().iterator().next().properties().path("AuthorizerUri"));
        assertThat(Templates.in(CACHED, STACK, "AWS::Lambda::Permission")
                        .map(permission ->
                                permission.properties().path("SourceArn").toString()))
                .filteredOn(source -> source.contains("/authorizers/"))
                .hasSize(4);
    }

    @Test
    void tenants_come_in_with_an_authorizer_and_a_usage_plan_on_every_path() {
        assertThat(in(CACHED, "Method")
                        .filter(method -> !method.properties()
                                .path("AuthorizationType")
                                .asText()
                                .equals("AWS_IAM"))
                        .filter(method -> !isMock(method)))
                .hasSize(10)
                .allSatisfy(method -> {
                    assertThat(method.properties().path("AuthorizationType").asText())
                            .isEqualTo("CUSTOM");
                    assertThat(method.properties().path("ApiKeyRequired").asBoolean())
                            .isTrue();
                    assertThat(method.properties().has("RequestValidatorId")).isTrue();
                });
    }

    /// Answers that API Gateway gives by itself.
    private static boolean isMock(Found method) {
        return method.properties().at("/Integration/Type").asText().equals("MOCK");
    }

    @Test
    void the_router_streams_to_the_added_paths_too() {
        Map<String, String> paths = paths();
        assertThat(in(CACHED, "Method")
                        .filter(method -> !isMock(method))
                        .filter(method -> paths.getOrDefault(
                                        method.properties()
                                                .at("/ResourceId/Ref")
                                                .asText(),
                                        "")
                                .matches("/model/.*|/v1/messages.*|/openai/.*")))
                .hasSize(6)
                .allSatisfy(method -> {
                    JsonNode integration = method.properties().path("Integration");
                    assertThat(integration.path("ResponseTransferMode").asText())
                            .isEqualTo("STREAM");
                    assertThat(integration.path("TimeoutInMillis").asInt()).isEqualTo(900_000);
                });
    }

    @Test
    void a_missing_key_is_told_the_header_that_its_path_takes_and_only_with_the_cache() {
        assertThat(unauthorized(CACHED)).contains("authorization: Bearer <key>", "x-api-key: <key> to /v1/messages");
        assertThat(unauthorized(Synthesised.DEV)).doesNotContain("x-api-key");
    }

    private static String unauthorized(Synthesised environment) {
        return in(environment, "GatewayResponse")
                .filter(found ->
                        found.properties().path("ResponseType").asText().equals("UNAUTHORIZED"))
                .map(found -> found.properties().path("ResponseTemplates").toString())
                .findFirst()
                .orElseThrow();
    }

    /// A stage serves what its deployment contains: without a new deployment it would go on as before.
    @Test
    void another_lifetime_is_a_new_deployment_of_the_api() {
        Synthesised longer = Synthesised.of(Synthesised.settings(Synthesised.dev() + "authorizerCacheSeconds: 60\n"));
        Synthesised shorter = Synthesised.of(Synthesised.settings(Synthesised.dev() + "authorizerCacheSeconds: 1\n"));

        assertThat(deployment(longer)).isNotEqualTo(deployment(shorter)).isNotEqualTo(deployment(Synthesised.DEV));
    }

    private static String deployment(Synthesised environment) {
        return in(environment, "Deployment").map(Found::id).findFirst().orElseThrow();
    }
}

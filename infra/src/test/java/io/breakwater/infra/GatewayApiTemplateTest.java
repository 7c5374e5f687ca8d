package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.dialect.GatewayErrors;
import io.breakwater.infra.Templates.Found;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The API of the gateway's stack: what its methods ask for, lead to and refuse.
class GatewayApiTemplateTest extends GatewayStackFixture {
    @Test
    void the_api_streams_for_up_to_fifteen_minutes_through_the_alias() {
        JsonNode integration = method("ANY").properties().path("Integration");
        assertThat(integration.path("ResponseTransferMode").asText()).isEqualTo("STREAM");
        assertThat(integration.path("TimeoutInMillis").asInt()).isEqualTo(900_000);
        assertThat(integration.path("Uri").toString())
                .contains("/response-streaming-invocations")
                .contains(only("AWS::Lambda::Alias", "outer").id());
        assertThat(only("AWS::ApiGateway::RestApi", "")
                        .properties()
                        .at("/EndpointConfiguration/Types/0")
                        .asText())
                .isEqualTo("REGIONAL");
    }

    @Test
    void every_method_of_tenants_asks_for_an_authorizer_and_a_key() {
        assertThat(methods(false)).hasSize(4).allSatisfy(method -> {
            assertThat(method.properties().path("AuthorizationType").asText()).isEqualTo("CUSTOM");
            assertThat(method.properties().path("ApiKeyRequired").asBoolean()).isTrue();
            assertThat(method.properties().has("RequestValidatorId")).isTrue();
        });
    }

    @Test
    void health_is_answered_without_a_function_and_without_a_key() {
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::ApiGateway::Method"))
                .filteredOn(GatewayApiTemplateTest::isMock)
                .extracting(method -> method.properties().path("HttpMethod").asText())
                .containsExactlyInAnyOrder("GET", "HEAD");
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::ApiGateway::Method"))
                .filteredOn(GatewayApiTemplateTest::isMock)
                .allSatisfy(method -> {
                    assertThat(method.properties().path("ApiKeyRequired").asBoolean())
                            .isFalse();
                    assertThat(method.properties().path("AuthorizationType").asText())
                            .isEqualTo("NONE");
                });
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::ApiGateway::Resource"))
                .extracting(resource -> resource.properties().path("PathPart").asText())
                .contains("healthz");
    }

    private static boolean isMock(Found method) {
        return method.properties().at("/Integration/Type").asText().equals("MOCK");
    }

    private static Stream<Found> methods(boolean admin) {
        String function = only("AWS::Lambda::Alias", "admin").id();
        return Templates.in(Synthesised.PROD, PROD, "AWS::ApiGateway::Method")
                .filter(method -> !isMock(method))
                .filter(method ->
                        method.properties().path("Integration").toString().contains(function) == admin);
    }

    @Test
    void operators_come_in_by_iam_only_and_seldom() {
        assertThat(methods(true)).hasSize(4).allSatisfy(method -> {
            assertThat(method.properties().path("AuthorizationType").asText()).isEqualTo("AWS_IAM");
            assertThat(method.properties().has("RequestValidatorId")).isTrue();
        });
        JsonNode settings = only("AWS::ApiGateway::Stage", "").properties().path("MethodSettings");
        assertThat(settings.valueStream()
                        .filter(setting -> setting.path("ResourcePath").asText().contains("admin")))
                .hasSize(4)
                .allSatisfy(setting ->
                        assertThat(setting.path("ThrottlingRateLimit").asInt()).isEqualTo(5));
    }

    @Test
    void the_authorizer_is_asked_every_time_and_wants_no_particular_header() {
        JsonNode authorizer = only("AWS::ApiGateway::Authorizer", "").properties();
        assertThat(authorizer.path("Type").asText()).isEqualTo("REQUEST");
        assertThat(authorizer.path("AuthorizerResultTtlInSeconds").asInt(-1)).isZero();
        assertThat(authorizer.has("IdentitySource")).isFalse();
    }

    /// If an answer is cut off, the only text of a new key is lost, and so is the line of the audit
    /// log.
    @Test
    void an_operators_change_has_as_long_as_api_gateway_waits() {
        assertThat(Templates.in(Synthesised.PROD, "breakwater-prod-gateway", "AWS::Lambda::Function")
                        .filter(function -> function.properties()
                                .path("FunctionName")
                                .asText()
                                .equals("breakwater-prod-admin")))
                .singleElement()
                .satisfies(admin ->
                        assertThat(admin.properties().path("Timeout").asInt()).isEqualTo(29));
    }

    @Test
    void api_gateway_refuses_in_our_words() {
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::ApiGateway::GatewayResponse"))
                .extracting(found -> found.properties().path("ResponseType").asText())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(GatewayErrors.values()).map(Enum::name).toList());
        JsonNode throttled =
                only("AWS::ApiGateway::GatewayResponse", "THROTTLED").properties();
        assertThat(throttled.path("StatusCode").asText()).isEqualTo("429");
        assertThat(throttled
                        .at("/ResponseParameters/gatewayresponse.header.retry-after")
                        .asText())
                .isEqualTo("'1'");
        assertThat(throttled
                        .at("/ResponseParameters/gatewayresponse.header.x-amz-retry-after")
                        .asText())
                .isEqualTo("'1000'");
        assertThat(only("AWS::ApiGateway::GatewayResponse", "ACCESSDENIED")
                        .properties()
                        .at("/ResponseTemplates/application~1json")
                        .asText())
                .as("what the authorizer says of a key or a signature")
                .contains("the API key is not valid", "AWS_BEARER_TOKEN_BEDROCK");
    }

    @Test
    void the_api_changes_no_setting_of_its_account() {
        assertThat(Templates.all(Synthesised.PROD, "AWS::ApiGateway::Account")).isEmpty();
        assertThat(only("AWS::ApiGateway::Stage", "")
                        .properties()
                        .at("/MethodSettings/0/DataTraceEnabled")
                        .asBoolean(true))
                .isFalse();
    }

    private static Found method(String verb) {
        return Templates.in(Synthesised.PROD, PROD, "AWS::ApiGateway::Method")
                .filter(method ->
                        method.properties().path("HttpMethod").asText().equals(verb))
                .findFirst()
                .orElseThrow();
    }
}

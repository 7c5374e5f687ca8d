package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.infra.Templates.Found;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The setting `cors` in the gateway's API, and its absence.
class PreflightTest {
    /// Two pages, and answers about keys are cached.
    private static final Synthesised TWO = Synthesised.FULL;

    private static final Synthesised ONE = with("https://app.example.com");

    private static final String STACK = "breakwater-dev-gateway";
    private static final String ALLOW_ORIGIN = "access-control-allow-origin";

    private static Synthesised with(String origin) {
        return Synthesised.of(Synthesised.settings(Synthesised.dev() + "cors: { origins: [" + origin + "] }\n"));
    }

    private static List<Found> preflights(Synthesised environment) {
        return Templates.in(environment, STACK, "AWS::ApiGateway::Method")
                .filter(method ->
                        method.properties().path("HttpMethod").asText().equals("OPTIONS"))
                .toList();
    }

    private static JsonNode answer(Found preflight) {
        return preflight.properties().at("/Integration/IntegrationResponses/0");
    }

    private static JsonNode mapped(JsonNode answer, String header) {
        return answer.path("ResponseParameters").path("method.response.header." + header);
    }

    private static Stream<JsonNode> gatewayResponses(Synthesised environment, String header) {
        return Templates.in(environment, STACK, "AWS::ApiGateway::GatewayResponse")
                .map(found -> found.properties().path("ResponseParameters").path("gatewayresponse.header." + header));
    }

    @Test
    void without_the_setting_the_template_says_nothing_of_it() {
        assertThat(preflights(Synthesised.DEV)).isEmpty();
        assertThat(Synthesised.DEV.templates().get(STACK).toString()).doesNotContain("access-control-");
    }

    /// These are `/healthz`, `/v1/usage`, `/{proxy+}` and the six paths with authorizers of their own.
    @Test
    void each_path_of_tenants_answers_a_preflight_without_a_key_and_without_a_function() {
        assertThat(preflights(ONE)).hasSize(3);
        assertThat(preflights(TWO)).hasSize(9).allSatisfy(method -> {
            JsonNode properties = method.properties();
            assertThat(properties.path("AuthorizationType").asText()).isEqualTo("NONE");
            assertThat(properties.path("ApiKeyRequired").asBoolean()).isFalse();
            assertThat(properties.at("/Integration/Type").asText()).isEqualTo("MOCK");
            assertThat(answer(method).path("StatusCode").asText()).isEqualTo("204");
            assertThat(mapped(answer(method), "access-control-allow-headers").asText())
                    .isEqualTo("'authorization, *'");
        });
    }

    /// All media types of the API are binary, and templates are not applied to binary content.
    @Test
    void both_templates_of_a_preflight_are_text() {
        assertThat(preflights(TWO)).allSatisfy(method -> {
            assertThat(method.properties().at("/Integration/ContentHandling").asText())
                    .isEqualTo("CONVERT_TO_TEXT");
            assertThat(answer(method).path("ContentHandling").asText()).isEqualTo("CONVERT_TO_TEXT");
        });
    }

    @Test
    void the_pages_that_are_named_are_told_their_own_origin() {
        assertThat(preflights(TWO)).allSatisfy(method -> {
            assertThat(mapped(answer(method), ALLOW_ORIGIN).isMissingNode()).isTrue();
            assertThat(mapped(answer(method), "vary").asText()).isEqualTo("'Origin'");
            assertThat(answer(method).at("/ResponseTemplates/application~1json").asText())
                    .isEqualTo("#set($headers = $input.params().header)"
                            + "#set($origin = \"$!headers.get('Origin')$!headers.get('origin')\")"
                            + "#if($origin == 'https://app.example.com' || $origin == 'http://localhost:3000')"
                            + "#set($context.responseOverride.header.access-control-allow-origin = $origin)#end");
        });
    }

    @Test
    void every_page_is_told_a_star_if_all_are_allowed() {
        Synthesised every = with("\"*\"");

        assertThat(preflights(every))
                .allSatisfy(method -> assertThat(
                                mapped(answer(method), ALLOW_ORIGIN).asText())
                        .isEqualTo("'*'"));
        assertThat(gatewayResponses(every, ALLOW_ORIGIN))
                .extracting(JsonNode::asText)
                .containsOnly("'*'");
    }

    /// These answers have fixed values only, so they cannot name one of several pages.
    @Test
    void what_api_gateway_answers_by_itself_is_for_the_one_page_or_for_all() {
        assertThat(gatewayResponses(ONE, ALLOW_ORIGIN))
                .extracting(JsonNode::asText)
                .containsOnly("'https://app.example.com'");
        assertThat(gatewayResponses(TWO, ALLOW_ORIGIN))
                .extracting(JsonNode::asText)
                .containsOnly("'*'");
        assertThat(gatewayResponses(TWO, "access-control-expose-headers"))
                .extracting(JsonNode::asText)
                .containsOnly("'*'");
    }
}

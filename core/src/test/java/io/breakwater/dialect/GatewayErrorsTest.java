package io.breakwater.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayErrorsTest {

    @ParameterizedTest
    @EnumSource
    void every_client_family_finds_its_members(GatewayErrors error) {
        JsonNode body = error.body();
        assertThat(body.path("type").asText()).isEqualTo("error");
        assertThat(body.path("error").path("type").asText()).isNotBlank();
        assertThat(body.path("error").path("message").asText()).isNotBlank();
        assertThat(body.path("error").path("code").asText()).isNotBlank();
        assertThat(body.path("error").get("param").isNull()).isTrue();
        assertThat(body.path("message")).isEqualTo(body.path("error").path("message"));
        assertThat(error.headers())
                .containsKeys("content-type", "x-amzn-errortype", "x-should-retry")
                .allSatisfy((name, value) -> assertThat(name).isLowerCase());
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED,401",
        "ACCESS_DENIED,403",
        "INVALID_API_KEY,403",
        "MISSING_AUTHENTICATION_TOKEN,404",
        "INVALID_SIGNATURE,403",
        "EXPIRED_TOKEN,403",
        "THROTTLED,429",
        "QUOTA_EXCEEDED,429",
        "REQUEST_TOO_LARGE,413",
        "INTEGRATION_TIMEOUT,504",
        "INTEGRATION_FAILURE,502",
        "DEFAULT_4XX,400",
        "DEFAULT_5XX,503"
    })
    void statuses_are_those_that_clients_expect(GatewayErrors error, int status) {
        assertThat(error.status()).isEqualTo(status);
    }

    @Test
    void whoever_sends_a_key_instead_of_a_signature_is_told_what_operators_need() {
        assertThat(GatewayErrors.INVALID_SIGNATURE.message())
                .contains("/admin", "no API key", "AWS signature", "scripts/gatewayctl");
    }

    @Test
    void only_what_comes_back_soon_is_worth_a_retry() {
        List<GatewayErrors> worth = Arrays.stream(GatewayErrors.values())
                .filter(error -> error.headers().get("x-should-retry").equals("true"))
                .toList();
        assertThat(worth)
                .containsExactly(
                        GatewayErrors.THROTTLED,
                        GatewayErrors.INTEGRATION_FAILURE,
                        GatewayErrors.AUTHORIZER_FAILURE,
                        GatewayErrors.DEFAULT_5XX);
        assertThat(worth).allSatisfy(error -> assertThat(error.headers()).containsEntry("x-amz-retry-after", "1000"));
        assertThat(GatewayErrors.QUOTA_EXCEEDED.headers())
                .containsEntry("retry-after", "3600")
                .doesNotContainKey("x-amz-retry-after");
    }

    @Test
    void a_denial_names_all_that_may_be_refused_so_or_what_the_authorizer_says() {
        assertThat(GatewayErrors.ACCESS_DENIED.body().path("message").asText())
                .contains("the API key is not valid", "AWS_BEARER_TOKEN_BEDROCK", "under /admin");
        assertThat(GatewayErrors.ACCESS_DENIED.body("not so").path("message").asText())
                .isEqualTo("not so");
    }

    @ParameterizedTest
    @EnumSource
    void where_each_path_takes_one_header_only_the_missing_key_alone_reads_otherwise(GatewayErrors error) {
        JsonNode body = error.bodyNamingHeaders();

        if (error == GatewayErrors.UNAUTHORIZED) {
            assertThat(body.path("message").asText()).contains("authorization: Bearer", "x-api-key", "/v1/messages");
            assertThat(body.path("message")).isEqualTo(body.at("/error/message"));
            assertThat(body.at("/error/code").asText()).isEqualTo("invalid_api_key");
        } else {
            assertThat(body).isEqualTo(error.body());
        }
    }
}

package io.breakwater.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyCheck;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyScope;
import io.breakwater.identity.KeyTerm;
import io.breakwater.identity.Pepper;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The authorizer of an API that caches its answers by the value of one header.
class CachedAuthorizerTest {
    private static final String API = "arn:aws:execute-api:us-east-1:123456789012:abc123/dev";
    private static final String SHARED = "/{proxy+}";
    private static final String BEDROCK = "/model/{proxy+}";

    private final Pepper pepper = new Pepper(new byte[32]);
    private final InMemoryKeyStore keys = new InMemoryKeyStore();
    private final AuthorizerHandler asked = new AuthorizerHandler(
            keys, new KeyCheck("dev", pepper), keys, InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
    private final AuthorizerHandler cached = asked.reusedFor(Duration.ofSeconds(60));
    private final String good = issue();

    private String issue() {
        ApiKey key = ApiKey.generate("dev", RandomGenerator.of("L64X128MixRandom"));
        keys.put(new KeyRecord(
                key.keyId(),
                pepper.hash(key),
                new TenantId("search"),
                KeyScope.WHOLE,
                KeyTerm.OPEN,
                "usage-identifier-of-search"));
        return key.text();
    }

    private static APIGatewayCustomAuthorizerEvent event(String resource, String path, Map<String, String> headers) {
        return APIGatewayCustomAuthorizerEvent.builder()
                .withMethodArn(API + "/POST" + path)
                .withResource(resource)
                .withPath(path)
                .withHeaders(headers)
                .build();
    }

    private void assertUnauthorized(String resource, String path, Map<String, String> headers) {
        assertThatThrownBy(() -> cached.authorize(event(resource, path, headers)))
                .isInstanceOf(UnauthorizedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/{proxy+}, /v1/chat/completions, Authorization, Bearer",
        "/v1/usage, /v1/usage, authorization, bearer",
        "/model/{proxy+}, /model/claude/converse, Authorization, Bearer",
        "/v1/messages, /v1/messages, X-Api-Key, ''",
        "/v1/messages/{proxy+}, /v1/messages/count_tokens, x-api-key, ''"
    })
    void a_key_in_the_header_of_its_path_is_let_in(String resource, String path, String header, String scheme) {
        Map<String, String> headers = Map.of(header, (scheme + " " + good).strip());

        assertThat(cached.authorize(event(resource, path, headers)).getPrincipalId())
                .isEqualTo("search");
    }

    @Test
    void a_key_in_another_header_is_none() {
        assertUnauthorized(SHARED, "/v1/models", Map.of("x-api-key", good));
        assertUnauthorized(SHARED, "/v1/models", Map.of("api-key", good));
        assertUnauthorized("/v1/messages", "/v1/messages", Map.of("authorization", "Bearer " + good));
        assertThat(cached.authorize(event(BEDROCK, "/model/x/converse", Map.of("x-api-key", good)))
                        .getPrincipalId())
                .isEqualTo("nobody");
    }

    /// API Gateway would cache the answer under the placeholder, for whoever sends the placeholder
    /// next.
    @Test
    void a_placeholder_is_never_accepted_because_a_good_key_came_beside_it() {
        assertUnauthorized(SHARED, "/v1/models", Map.of("authorization", "Bearer none", "x-api-key", good));
        assertUnauthorized(SHARED, "/v1/models", Map.of("authorization", "Basic bm9uZQ==", "api-key", good));
        assertUnauthorized(
                "/v1/messages", "/v1/messages", Map.of("x-api-key", "none", "authorization", "Bearer " + good));
    }

    @Test
    void only_the_resource_of_bedrock_gets_a_denial_which_api_gateway_keeps() {
        Map<String, String> bad = Map.of("authorization", "Bearer bad");
        IamPolicyResponseV1 denied = cached.authorize(event(BEDROCK, "/model/x/converse", bad));

        assertThat(denied.getPrincipalId()).isEqualTo("nobody");
        assertUnauthorized(SHARED, "/model/", bad);
        assertUnauthorized(SHARED, "/v1/chat/completions", bad);
    }

    @Test
    void without_a_cache_every_header_counts_as_before() {
        AuthorizerHandler again = cached.reusedFor(Duration.ZERO);

        assertThat(again.authorize(event(SHARED, "/v1/models", Map.of("x-api-key", good)))
                        .getPrincipalId())
                .isEqualTo("search");
        assertThat(again.authorize(event(SHARED, "/model/x/converse", Map.of("x-api-key", "bad")))
                        .getPrincipalId())
                .isEqualTo("nobody");
    }
}

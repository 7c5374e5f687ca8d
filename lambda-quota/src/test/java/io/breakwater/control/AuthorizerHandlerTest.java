package io.breakwater.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.Cidr;
import io.breakwater.identity.KeyCheck;
import io.breakwater.identity.KeyHash;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyScope;
import io.breakwater.identity.KeyTerm;
import io.breakwater.identity.Pepper;
import io.breakwater.model.Alias;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class AuthorizerHandlerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String API = "arn:aws:execute-api:us-east-1:123456789012:abc123/dev";
    private static final String USAGE = "usage-identifier-of-search";

    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private final Pepper pepper = new Pepper(new byte[32]);
    private final InMemoryKeyStore keys = new InMemoryKeyStore();
    private Instant now = NOW;
    private final AuthorizerHandler authorizer =
            new AuthorizerHandler(this::read, new KeyCheck("dev", this::hash), this::used, () -> now);
    private final List<String> operations = new ArrayList<>();
    private boolean usesBroken;
    private final String good = issue("dev", Optional.empty(), false);

    private Optional<KeyRecord> read(String keyId) {
        operations.add("read");
        return keys.find(keyId);
    }

    private KeyHash hash(ApiKey key) {
        operations.add("hash");
        return pepper.hash(key);
    }

    private void used(String keyId, Instant at) {
        operations.add("use");
        if (usesBroken) {
            throw new IllegalStateException("the table is out of reach");
        }
        keys.accept(keyId, at);
    }

    private String issue(String environment, Optional<Instant> notAfter, boolean revoked) {
        return issue(environment, KeyScope.WHOLE, new KeyTerm(Optional.empty(), notAfter, revoked, Optional.empty()));
    }

    private String issue(String environment, KeyScope scope, KeyTerm term) {
        ApiKey key = ApiKey.generate(environment, random);
        keys.put(new KeyRecord(key.keyId(), pepper.hash(key), new TenantId("search"), scope, term, USAGE));
        return key.text();
    }

    private IamPolicyResponseV1 authorize(String path, Map<String, String> headers) {
        return authorizer.authorize(APIGatewayCustomAuthorizerEvent.builder()
                .withType("REQUEST")
                .withMethodArn(API + "/POST" + path)
                .withPath(path)
                .withHttpMethod("POST")
                .withHeaders(headers)
                .build());
    }

    private void assertRefused(Map<String, String> headers) {
        assertThatThrownBy(() -> authorize("/v1/chat/completions", headers))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessage("Unauthorized");
        assertThatThrownBy(() -> authorize("/v1/models", headers)).isInstanceOf(UnauthorizedException.class);
        IamPolicyResponseV1 policy = authorize("/model/claude-sonnet/converse", headers);
        assertThat(new ObjectMapper().valueToTree(policy.getPolicyDocument()).toString())
                .contains("\"Effect\":\"Deny\"", API + "/*/*")
                .doesNotContain("Allow");
    }

    @Test
    void what_is_logged_meanwhile_names_the_invocation_and_not_the_key() {
        APIGatewayCustomAuthorizerEvent event = APIGatewayCustomAuthorizerEvent.builder()
                .withMethodArn(API + "/GET/v1/models")
                .withPath("/v1/models")
                .withHeaders(Map.of("x-api-key", good))
                .build();
        List<Map<String, String>> seen = new ArrayList<>();
        new AuthorizerHandler(
                        id -> {
                            seen.add(MDC.getCopyOfContextMap());
                            return keys.find(id);
                        },
                        new KeyCheck("dev", this::hash),
                        this::used,
                        () -> now)
                .handleRequest(event, new NamedInvocation("invocation-1"));

        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst()).containsEntry("function_request_id", "invocation-1");
        assertThat(seen.getFirst().values()).noneMatch(value -> value.contains(good));
        assertThat(MDC.get("function_request_id")).isNull();
    }

    @Test
    void a_good_key_is_allowed_everywhere_in_the_stage_and_names_its_tenant_key_id_and_usage_plan() {
        JsonNode policy = new ObjectMapper().valueToTree(authorize("/v1/models", Map.of("X-Api-Key", good)));

        assertThat(policy.toString()).doesNotContain(good);
        assertThat(policy.path("usageIdentifierKey").asText()).isEqualTo(USAGE);
        assertThat(policy.path("principalId").asText()).isEqualTo("search");
        assertThat(policy.path("context").toString())
                .contains("\"tenant\":\"search\"", "\"keyId\":\"" + good.substring(7, 19) + "\"");
        assertThat(policy.path("context")).hasSize(2);
        assertThat(policy.path("policyDocument").toString())
                .contains("\"Effect\":\"Allow\"", "execute-api:Invoke", API + "/*/*", "2012-10-17");
    }

    @Test
    void the_key_may_come_in_any_of_three_headers_of_any_case() {
        assertThat(authorize("/v1/models", Map.of("x-api-key", good)).getPrincipalId())
                .isEqualTo("search");
        assertThat(authorize("/v1/models", Map.of("Authorization", "Bearer " + good))
                        .getPrincipalId())
                .isEqualTo("search");
        assertThat(authorize("/v1/models", Map.of("authorization", "bearer " + good))
                        .getPrincipalId())
                .isEqualTo("search");
        assertThat(authorize("/v1/models", Map.of("Api-Key", good)).getPrincipalId())
                .isEqualTo("search");
    }

    @Test
    void x_api_key_comes_before_authorization_and_that_before_api_key() {
        assertRefused(Map.of("x-api-key", "wrong", "authorization", "Bearer " + good, "api-key", good));
        assertRefused(Map.of("authorization", "Bearer wrong", "api-key", good));
    }

    @Test
    void an_aws_signature_is_not_a_key_and_leaves_room_for_one() {
        String signature = "AWS4-HMAC-SHA256 Credential=AKIA/20260301/us-east-1/bedrock/aws4_request";

        assertThat(authorize("/model/x/converse", Map.of("authorization", signature, "api-key", good))
                        .getPrincipalId())
                .isEqualTo("search");
    }

    /// Only a denial carries a context; API Gateway builds its answer from it.
    @Test
    void a_call_that_aws_credentials_have_signed_is_told_on_every_path_to_set_the_key_instead() {
        String signature = "AWS4-HMAC-SHA256 Credential=AKIA/20260301/us-east-1/bedrock/aws4_request";

        for (String path : List.of("/model/x/converse", "/v1/chat/completions", "/inference-profiles")) {
            assertThat(authorize(path, Map.of("authorization", signature)).getContext())
                    .containsEntry(
                            "refusal",
                            "the call is signed with AWS credentials; set AWS_BEARER_TOKEN_BEDROCK to your key");
        }
    }

    @Test
    void a_wrong_key_and_a_missing_one_are_told_the_same_on_bedrocks_paths() {
        assertThat(authorize("/model/x/converse", Map.of()).getContext())
                .isEqualTo(authorize("/model/x/converse", Map.of("x-api-key", "wrong"))
                        .getContext())
                .extractingByKey("refusal")
                .asString()
                .startsWith("the API key is not valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "bw_dev_aaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb_cccccc"})
    void a_missing_or_malformed_key_is_refused_on_every_path_family(String text) {
        assertRefused(Map.of("x-api-key", text));
    }

    @Test
    void no_headers_at_all_are_no_key() {
        assertThatThrownBy(() -> authorizer.authorize(APIGatewayCustomAuthorizerEvent.builder()
                        .withMethodArn(API + "/GET/v1/models")
                        .withPath("/v1/models")
                        .build()))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void unknown_revoked_expired_and_foreign_keys_are_refused_alike() {
        assertRefused(Map.of("x-api-key", ApiKey.generate("dev", random).text()));
        assertRefused(Map.of("x-api-key", issue("dev", Optional.empty(), true)));
        assertRefused(Map.of("x-api-key", issue("dev", Optional.of(NOW), false)));
        assertRefused(Map.of("x-api-key", issue("prod", Optional.empty(), false)));
    }

    @Test
    void two_keys_of_one_tenant_work_at_once_and_revoking_one_leaves_the_other() {
        ApiKey first = ApiKey.generate("dev", random);
        KeyRecord live = new KeyRecord(
                first.keyId(), pepper.hash(first), new TenantId("search"), KeyScope.WHOLE, KeyTerm.OPEN, USAGE);
        keys.put(live);
        assertThat(authorize("/v1/models", Map.of("x-api-key", first.text())).getPrincipalId())
                .isEqualTo("search");

        keys.put(live.ended());

        assertRefused(Map.of("x-api-key", first.text()));
        assertThat(authorize("/v1/models", Map.of("x-api-key", good)).getPrincipalId())
                .isEqualTo("search");
    }

    /// The time to answer a wrong key must not reveal which key ids exist.
    @Test
    void a_known_and_an_unknown_key_cost_the_same_reads_and_hashes() {
        String revoked = issue("dev", Optional.empty(), true);
        String foreign = ApiKey.generate("prod", random).text();
        String unknown = ApiKey.generate("dev", random).text();

        for (String key : new String[] {revoked, foreign, unknown}) {
            operations.clear();
            authorize("/model/x/converse", Map.of("x-api-key", key));
            assertThat(operations).containsExactly("read", "hash");
        }
    }

    @Test
    void the_last_use_of_a_key_is_noted_once_an_hour() {
        for (int minute = 0; minute <= 60; minute++) {
            authorize("/v1/models", Map.of("x-api-key", good));
            now = now.plus(Duration.ofMinutes(1));
        }

        assertThat(operations).filteredOn("use"::equals).hasSize(2);
        assertThat(keys.all().getFirst().term().lastUsed()).contains(NOW.plus(Duration.ofMinutes(60)));
    }

    @Test
    void a_use_that_cannot_be_noted_harms_no_call_and_is_tried_again_after_a_minute() {
        usesBroken = true;
        authorize("/v1/models", Map.of("x-api-key", good));
        authorize("/v1/models", Map.of("x-api-key", good));
        assertThat(operations).filteredOn("use"::equals).hasSize(1);

        usesBroken = false;
        now = now.plus(Duration.ofMinutes(1));
        assertThat(authorize("/v1/models", Map.of("x-api-key", good)).getPrincipalId())
                .isEqualTo("search");

        assertThat(keys.all().getFirst().term().lastUsed()).contains(now);
    }

    @Test
    void a_bound_key_works_from_its_sources_whatever_the_headers_say() {
        KeyScope office = new KeyScope(Set.of(new Alias("claude-haiku")), List.of(Cidr.of("203.0.113.0/24")));
        String bound = issue("dev", office, KeyTerm.OPEN);

        IamPolicyResponseV1 allowed = authorizer.authorize(from("203.0.113.9", Map.of("x-api-key", bound)));
        IamPolicyResponseV1 denied = authorizer.authorize(from(
                "198.51.100.7",
                Map.of("x-api-key", bound, "x-forwarded-for", "203.0.113.9", "x-real-ip", "203.0.113.9")));

        assertThat(allowed.getContext()).containsEntry("models", "claude-haiku");
        assertThat(denied.getPrincipalId()).isEqualTo("nobody");
        assertRefused(Map.of("x-api-key", bound));
    }

    private static APIGatewayCustomAuthorizerEvent from(String source, Map<String, String> headers) {
        return APIGatewayCustomAuthorizerEvent.builder()
                .withMethodArn(API + "/POST/model/x/converse")
                .withPath("/model/x/converse")
                .withHeaders(headers)
                .withRequestContext(APIGatewayCustomAuthorizerEvent.RequestContext.builder()
                        .withIdentity(APIGatewayCustomAuthorizerEvent.Identity.builder()
                                .withSourceIp(source)
                                .build())
                        .build())
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bw_dev_",
                "bw_dev_aaaaaaaaaaaa",
                "Bearer",
                "\u0000",
                "\uD800",
                "bw_dev_\u00e9",
                "../../etc/passwd",
                "{}"
            })
    void keys_of_every_odd_shape_are_refused_and_never_a_defect(String odd) {
        assertRefused(Map.of("x-api-key", odd));
        assertRefused(Map.of("authorization", odd));
        assertRefused(Map.of("authorization", "Bearer " + odd));
        assertRefused(Map.of("x-api-key", odd.repeat(2_000)));
        assertThat(operations).isEmpty();
    }

    @Test
    void who_the_tenant_is_comes_from_the_key_alone() {
        IamPolicyResponseV1 policy = authorize(
                "/v1/models",
                Map.of("x-api-key", good, "x-tenant-id", "chat", "x-amzn-tenant", "chat", "tenant", "chat"));

        assertThat(policy.getContext()).containsEntry("tenant", "search");
    }

    /// An exception would count as the function's error in its metrics, each day.
    @Test
    void the_call_that_keeps_the_snapshot_awake_is_denied_and_not_thrown_at() {
        IamPolicyResponseV1 answer = authorizer.authorize(APIGatewayCustomAuthorizerEvent.builder()
                .withType("REQUEST")
                .withMethodArn(API + "/GET/awake")
                .withPath("/model/awake/converse")
                .withHttpMethod("GET")
                .withHeaders(Map.of())
                .build());

        assertThat(new ObjectMapper().valueToTree(answer.getPolicyDocument()).toString())
                .contains("\"Effect\":\"Deny\"");
    }
}

package io.breakwater.local.front;

import static io.breakwater.local.front.RunningFront.answering;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String BEDROCK = "/model/claude-sonnet/converse";

    private static JsonNode error(HttpResponse<String> answer) throws Exception {
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(body.path("type").asText()).isEqualTo("error");
        assertThat(body.path("message")).isEqualTo(body.at("/error/message"));
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        return body.path("error");
    }

    private static void assertRefused(RunningFront front, String key) throws Exception {
        HttpResponse<String> openAi = front.get(CHAT, "authorization", "Bearer " + key);
        HttpResponse<String> bedrock = front.get(BEDROCK, "authorization", "Bearer " + key);

        assertThat(openAi.statusCode()).isEqualTo(401);
        assertThat(error(openAi).path("code").asText()).isEqualTo("invalid_api_key");
        assertThat(error(openAi).path("type").asText()).isEqualTo("authentication_error");
        assertThat(bedrock.statusCode()).isEqualTo(403);
        assertThat(bedrock.headers().firstValue("x-amzn-errortype")).contains("AccessDeniedException");
        assertThat(openAi.body() + bedrock.body()).doesNotContain(key.substring(Math.min(key.length(), 22)) + "\"");
    }

    @Test
    void each_of_the_three_key_headers_is_accepted() throws Exception {
        try (RunningFront front = new RunningFront(answering("in"))) {
            assertThat(front.get(CHAT, "x-api-key", front.chat).body()).isEqualTo("in");
            assertThat(front.get(CHAT, "Authorization", "Bearer " + front.chat).body())
                    .isEqualTo("in");
            assertThat(front.get(BEDROCK, "api-key", front.chat).body()).isEqualTo("in");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void malformed_unknown_revoked_expired_and_foreign_keys_are_refused_as_each_family_of_clients_expects(int seconds)
            throws Exception {
        try (RunningFront front = new RunningFront(answering("in"), Duration.ofSeconds(seconds))) {
            assertRefused(front, "nonsense-that-is-long-enough");
            assertRefused(front, front.unknownKey());
            assertRefused(front, front.issue("local", Optional.empty(), true));
            assertRefused(front, front.issue("local", Optional.of(front.clock.instant()), false));
            assertRefused(front, front.issue("prod", Optional.empty(), false));
        }
    }

    @Test
    void a_key_in_other_letters_is_refused_also_on_a_connection_that_sent_the_right_one() throws Exception {
        try (RunningFront front = new RunningFront(answering("in"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(front.get(CHAT, "x-api-key", front.chat).statusCode())
                        .isEqualTo(200);
                assertRefused(front, front.chat.toUpperCase(Locale.ROOT));
                assertThat(front.get(CHAT, "authorization", "Bearer " + front.chat)
                                .statusCode())
                        .isEqualTo(200);
                assertRefused(front, swapped(front.chat));
            }
        }
    }

    /// The key with its last letter in the other case.
    private static String swapped(String key) {
        for (int i = key.length() - 7; i > 22; i--) {
            char letter = key.charAt(i);
            if (Character.isLetter(letter)) {
                char other =
                        Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
                return key.substring(0, i) + other + key.substring(i + 1);
            }
        }
        throw new AssertionError("a key without letters");
    }

    @Test
    void a_missing_key_is_refused_like_a_bad_one() throws Exception {
        try (RunningFront front = new RunningFront(answering("in"))) {
            assertThat(front.get(CHAT).statusCode()).isEqualTo(401);
            assertThat(front.get("/v1/usage").statusCode()).isEqualTo(401);
            assertThat(front.get(BEDROCK).statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void bedrocks_clients_read_what_is_wrong_with_their_key(int seconds) throws Exception {
        try (RunningFront front = new RunningFront(answering("in"), Duration.ofSeconds(seconds))) {
            HttpResponse<String> wrong = front.get(BEDROCK, "authorization", "Bearer " + front.unknownKey());
            HttpResponse<String> signed =
                    front.get(BEDROCK, "authorization", "AWS4-HMAC-SHA256 Credential=AKIA/20260301/us-east-1/bedrock");

            assertThat(error(wrong).path("message").asText()).startsWith("the API key is not valid");
            assertThat(error(signed).path("message").asText())
                    .startsWith("the call is signed with AWS credentials; set AWS_BEARER_TOKEN_BEDROCK to your key");
            assertThat(signed.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void without_a_cache_the_authorizer_is_asked_every_time_and_a_revoked_key_is_out_at_once() throws Exception {
        try (RunningFront front = new RunningFront(answering("in"))) {
            assertThat(front.get(CHAT, "x-api-key", front.chat).statusCode()).isEqualTo(200);
            assertThat(front.get(CHAT, "x-api-key", front.chat).statusCode()).isEqualTo(200);
            assertThat(front.authorizations.get()).isEqualTo(2);

            front.revoke(front.chat);

            assertThat(front.get(CHAT, "x-api-key", front.chat).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void an_unknown_key_costs_as_many_hashes_as_a_known_one() throws Exception {
        try (RunningFront front = new RunningFront(answering("in"))) {
            front.get(CHAT, "x-api-key", front.chat);
            int known = front.hashes.getAndSet(0);
            front.get(CHAT, "x-api-key", front.unknownKey());

            assertThat(front.hashes.get()).isEqualTo(known).isEqualTo(1);
        }
    }

    @Test
    void headers_that_claim_to_be_another_tenant_change_nothing_the_functions_believe() throws Exception {
        AtomicReference<Map<String, Object>> authorizer = new AtomicReference<>();
        try (RunningFront front = new RunningFront((event, deadline, sink) -> {
            authorizer.set(event.getRequestContext().getAuthorizer());
            RunningFront.answer(sink, "in");
        })) {
            front.get(CHAT, "x-api-key", front.chat, "x-tenant-id", "search", "tenant", "search", "x-amzn-tenant", "x");

            assertThat(authorizer.get())
                    .containsEntry("tenant", "chat")
                    .containsEntry("keyId", front.chat.substring(9, 21))
                    .containsOnlyKeys("tenant", "keyId", "principalId");
        }
    }

    @Test
    void the_usage_plan_throttles_its_own_tenant_only_and_lets_it_in_again_with_time() throws Exception {
        try (RunningFront front = new RunningFront(answering("in"))) {
            for (int i = 0; i < 10; i++) {
                assertThat(front.get(CHAT, "x-api-key", front.search).statusCode())
                        .isEqualTo(200);
            }
            HttpResponse<String> throttled = front.get(CHAT, "x-api-key", front.search);

            assertThat(throttled.statusCode()).isEqualTo(429);
            assertThat(throttled.headers().firstValue("retry-after")).contains("1");
            assertThat(throttled.headers().firstValue("x-amz-retry-after"))
                    .as("milliseconds, for botocore")
                    .contains("1000");
            assertThat(throttled.headers().firstValue("x-should-retry")).contains("true");
            assertThat(error(throttled).path("type").asText()).isEqualTo("rate_limit_error");
            assertThat(front.get(CHAT, "x-api-key", front.chat).statusCode()).isEqualTo(200);

            front.clock.advance(Duration.ofMillis(500));
            assertThat(front.get(CHAT, "x-api-key", front.search).statusCode()).isEqualTo(200);
            assertThat(front.get(CHAT, "x-api-key", front.search).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void a_key_whose_tenant_has_no_usage_plan_is_not_valid() throws Exception {
        try (RunningFront front = new RunningFront(answering("in"))) {
            HttpResponse<String> answer =
                    front.get(CHAT, "x-api-key", front.issue("orphan", "usage-identifier-of-nobody"));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(error(answer).path("code").asText()).isEqualTo("invalid_api_key");
        }
    }

    @Test
    void health_needs_no_key_other_methods_do_and_the_root_does_not_exist() throws Exception {
        try (RunningFront front = new RunningFront(answering("in"))) {
            HttpResponse<String> health = front.get("/healthz");

            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).isEqualTo("{\"status\":\"ok\"}");
            assertThat(front.get("/").statusCode()).isEqualTo(404);
            assertThat(front.authorizations.get()).isZero();
            assertThat(front.send(front.request("/healthz").POST(BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_body_over_the_limit_is_refused_with_413_and_one_at_the_limit_is_not() throws Exception {
        try (RunningFront front = new RunningFront(answering("in"))) {
            HttpResponse<String> large = post(front, (int) RunningFront.LARGEST_BODY_BYTES + 1);

            assertThat(large.statusCode()).isEqualTo(413);
            assertThat(error(large).path("code").asText()).isEqualTo("request_too_large");
            assertThat(post(front, (int) RunningFront.LARGEST_BODY_BYTES).statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpResponse<String> post(RunningFront front, int bytes) throws Exception {
        return front.send(
                front.request(CHAT).header("x-api-key", front.chat).POST(BodyPublishers.ofByteArray(new byte[bytes])));
    }

    @Test
    void an_authorizer_that_fails_lets_nobody_in_and_is_reported() throws Exception {
        try (RunningFront front = new RunningFront(answering("in"))) {
            HttpResponse<String> answer = front.get(CHAT, "x-api-key", front.failingKey());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).contains("1");
            assertThat(front.failures).singleElement().asString().contains("the authorizer", "IllegalStateException");
        }
    }
}

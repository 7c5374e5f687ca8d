package io.breakwater.local.front;

import static io.breakwater.local.front.RunningFront.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The front with the authorizer's answers reused, as API Gateway reuses them.
class AuthorizerCacheTest {
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final String CHAT = "/v1/chat/completions";
    private static final String BEDROCK = "/model/claude-sonnet/converse";
    private static final String MESSAGES = "/v1/messages";
    private static final String COUNT = "/v1/messages/count_tokens";
    private static final String ELSEWHERE = "127.0.0.2";

    private static RunningFront caching() throws IOException {
        return new RunningFront(answering("in"), LIFE);
    }

    private static int status(RunningFront front, String path, String key) throws Exception {
        return front.get(path, "authorization", "Bearer " + key).statusCode();
    }

    private static void assumeAnotherAddress() throws IOException {
        boolean there = true;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(ELSEWHERE))) {
            there = free.isBound();
        } catch (IOException absent) {
            there = false;
        }
        assumeTrue(there, "the loopback interface has no second address here");
    }

    @Test
    void an_authorizer_answer_serves_one_minute_and_then_a_revoked_key_is_out() throws Exception {
        try (RunningFront front = caching()) {
            status(front, CHAT, front.chat);
            front.revoke(front.chat);
            front.clock.advance(LIFE.minusNanos(1));

            assertThat(status(front, "/v1/models", front.chat)).isEqualTo(200);
            assertThat(front.authorizations.get()).isEqualTo(1);

            front.clock.advance(Duration.ofNanos(1));
            assertThat(status(front, CHAT, front.chat)).isEqualTo(401);
            assertThat(front.authorizations.get()).isEqualTo(2);
        }
    }

    @Test
    void each_realm_asks_once_for_all_of_its_paths() throws Exception {
        try (RunningFront front = caching()) {
            for (String path : List.of(CHAT, "/v1/models", "/v1/plan", BEDROCK, "/model/nova/invoke")) {
                assertThat(status(front, path, front.chat)).isEqualTo(200);
            }
            assertThat(front.authorizations.get()).isEqualTo(2);
            assertThat(front.get(MESSAGES, "x-api-key", front.chat).statusCode())
                    .isEqualTo(200);
            assertThat(front.get(COUNT, "X-Api-Key", front.chat).statusCode()).isEqualTo(200);
            assertThat(front.authorizations.get()).isEqualTo(3);
        }
    }

    @Test
    void one_key_is_never_answered_from_the_cache_of_another() throws Exception {
        try (RunningFront front = new RunningFront(
                (event, deadline, sink) -> RunningFront.answer(
                        sink,
                        event.getRequestContext().getAuthorizer().get("tenant").toString()),
                LIFE)) {
            assertThat(front.get(CHAT, "authorization", "Bearer " + front.chat).body())
                    .isEqualTo("chat");
            assertThat(front.get(CHAT, "authorization", "Bearer " + front.search)
                            .body())
                    .isEqualTo("search");
            assertThat(status(front, CHAT, front.unknownKey())).isEqualTo(401);
            assertThat(front.get(CHAT, "authorization", "Bearer " + front.chat).body())
                    .isEqualTo("chat");
            assertThat(front.authorizations.get()).isEqualTo(3);
        }
    }

    @Test
    void an_answer_for_one_address_is_not_used_for_another() throws Exception {
        assumeAnotherAddress();
        try (RunningFront front = caching()) {
            String[] bound = {"authorization", "Bearer " + front.issueFor("127.0.0.1/32")};

            assertThat(front.get(CHAT, bound).statusCode()).isEqualTo(200);
            assertThat(front.statusFrom(ELSEWHERE, CHAT, bound)).isEqualTo(401);
            assertThat(front.authorizations.get()).isEqualTo(2);
            assertThat(front.get(CHAT, bound).statusCode()).isEqualTo(200);
            assertThat(front.authorizations.get()).isEqualTo(2);
        }
    }

    @Test
    void a_denial_for_one_address_does_not_keep_the_key_out_at_another() throws Exception {
        assumeAnotherAddress();
        try (RunningFront front = caching()) {
            String[] bound = {"authorization", "Bearer " + front.issueFor("127.0.0.1/32")};

            assertThat(front.statusFrom(ELSEWHERE, BEDROCK, bound)).isEqualTo(403);
            assertThat(front.get(BEDROCK, bound).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_kept_bedrock_denial_does_not_turn_an_openai_calls_401_into_403() throws Exception {
        try (RunningFront front = caching()) {
            String bad = front.unknownKey();

            assertThat(status(front, BEDROCK, bad)).isEqualTo(403);
            assertThat(status(front, BEDROCK, bad)).isEqualTo(403);
            assertThat(front.authorizations.get()).as("the denial is kept").isEqualTo(1);
            assertThat(status(front, CHAT, bad)).isEqualTo(401);
            assertThat(status(front, CHAT, bad)).isEqualTo(401);
            assertThat(front.authorizations.get())
                    .as("a refusal by exception is not")
                    .isEqualTo(3);
            assertThat(status(front, BEDROCK, bad)).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, x-api-key",
        "/v1/models, api-key",
        "/v1/usage, x-api-key",
        "/model/claude-sonnet/converse, x-api-key",
        "/v1/messages, authorization",
        "/v1/messages/count_tokens, api-key"
    })
    void a_key_in_the_wrong_header_is_401_and_nobody_is_asked(String path, String header) throws Exception {
        try (RunningFront front = caching()) {
            HttpResponse<String> answer =
                    front.get(path, header, header.equals("authorization") ? "Bearer " + front.chat : front.chat);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body())
                    .contains("x-api-key: <key> to /v1/messages")
                    .doesNotContain(front.chat);
            assertThat(front.authorizations.get()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHAT, BEDROCK, MESSAGES, COUNT, "/v1/usage"})
    void no_key_at_all_is_401_and_nobody_is_asked(String path) throws Exception {
        try (RunningFront front = caching()) {
            assertThat(front.get(path).statusCode()).isEqualTo(401);
            assertThat(front.get(path, "authorization", "", "x-api-key", "").statusCode())
                    .isEqualTo(401);
            assertThat(front.authorizations.get()).isZero();
        }
    }

    @Test
    void a_good_key_beside_a_placeholder_does_not_let_in_whoever_sends_the_placeholder_next() throws Exception {
        try (RunningFront front = caching()) {
            assertThat(front.get(CHAT, "authorization", "Bearer none", "x-api-key", front.chat)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(status(front, CHAT, "none")).isEqualTo(401);
        }
    }

    @Test
    void what_fails_is_asked_again() throws Exception {
        try (RunningFront front = caching()) {
            String failing = front.failingKey();

            assertThat(status(front, CHAT, failing)).isEqualTo(503);
            assertThat(status(front, CHAT, failing)).isEqualTo(503);
            assertThat(front.authorizations.get()).isEqualTo(2);
        }
    }

    @Test
    void functions_see_the_resources_that_the_deployed_api_has() throws Exception {
        List<String> seen = new ArrayList<>();
        try (RunningFront front = new RunningFront(
                (event, deadline, sink) -> {
                    seen.add(event.getResource() + " " + event.getPathParameters());
                    RunningFront.answer(sink, "in");
                },
                LIFE)) {
            status(front, CHAT, front.chat);
            status(front, BEDROCK, front.chat);
            status(front, "/model/", front.chat);
            front.get(MESSAGES, "x-api-key", front.chat);
            front.get(COUNT, "x-api-key", front.chat);
        }
        assertThat(seen)
                .containsExactly(
                        "/{proxy+} {proxy=v1/chat/completions}",
                        "/model/{proxy+} {proxy=claude-sonnet/converse}",
                        "/{proxy+} {proxy=model/}",
                        "/v1/messages null",
                        "/v1/messages/{proxy+} {proxy=count_tokens}");
    }
}

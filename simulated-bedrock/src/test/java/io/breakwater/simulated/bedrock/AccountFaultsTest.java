package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.ACCOUNT_A;
import static io.breakwater.simulated.bedrock.Fixture.ACCOUNT_B;
import static io.breakwater.simulated.bedrock.Fixture.NOVA;
import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static io.breakwater.simulated.bedrock.Fixture.SONNET_MODEL;
import static io.breakwater.simulated.bedrock.Fixture.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/// Faults of an account: what it may not do, what it has used up, and when it may call again.
@Timeout(60)
class AccountFaultsTest {

    private static final String CONVERSE = "/model/" + SONNET + "/converse";
    private static final String BODY = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]}";

    private final Fixture fixture = Fixture.started();
    private final BedrockRuntimeClient first = fixture.client(ACCOUNT_A, Region.US_EAST_1);
    private final BedrockRuntimeClient second = fixture.client(ACCOUNT_B, Region.US_EAST_1);

    @AfterEach
    void stop() {
        first.close();
        second.close();
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operation-not-allowed    | Operation not allowed
            not-authorized           | Your account is not authorized to invoke this API operation
            data-retention           | data retention mode
            unsupported-country      | not allowed from unsupported countries, regions, or territories
            on-demand                | on-demand throughput isn’t supported
            invalid-model-identifier | model identifier is invalid
            """)
    void one_account_refuses_in_the_words_of_a_wrong_request_and_another_answers(String reason, String words) {
        fixture.fault("[{\"fault\":\"account-refusal\",\"reason\":\"" + reason + "\",\"match\":{\"account\":\""
                + ACCOUNT_A + "\"}}]");

        assertThatThrownBy(() -> first.converse(asking("hello")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(words);
        assertThat(Fixture.textOf(second.converse(asking("hello")))).contains("hello");
    }

    @Test
    void an_account_can_refuse_in_words_that_nobody_has_seen_before() {
        fixture.fault("[{\"fault\":\"account-refusal\",\"message\":\"The account is on a list.\"}]");

        assertThatThrownBy(() -> first.converse(asking("hello")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("The account is on a list.");
    }

    @Test
    void a_days_quota_of_one_model_leaves_the_others_until_it_is_lifted() throws Exception {
        fixture.fault("[{\"fault\":\"daily-quota\",\"match\":{\"account\":\"" + ACCOUNT_A + "\",\"model\":\""
                + SONNET_MODEL + "\"}}]");

        assertThatThrownBy(() -> first.converse(asking("hello")))
                .isInstanceOf(ThrottlingException.class)
                .hasMessageContaining("Too many tokens per day");
        first.converse(asking(NOVA, "hello"));
        second.converse(asking("hello"));

        assertThat(fixture.control("DELETE", "faults/" + onlyFault().path("id"), "")
                        .statusCode())
                .isEqualTo(200);
        first.converse(asking("hello"));
    }

    @Test
    void a_days_quota_of_all_models_closes_the_account_in_that_region_only() {
        fixture.fault("[{\"fault\":\"daily-quota\",\"message\":\"Too many tokens per day over all models.\","
                + "\"match\":{\"account\":\"" + ACCOUNT_A + "\",\"region\":\"us-east-1\"}}]");

        assertThatThrownBy(() -> first.converse(asking("hello")))
                .hasMessageContaining("Too many tokens per day over all");
        assertThatThrownBy(() -> first.converse(asking(NOVA, "hello"))).isInstanceOf(ThrottlingException.class);
        try (BedrockRuntimeClient west = fixture.client(ACCOUNT_A, Region.US_WEST_2)) {
            west.converse(asking("hello"));
        }
    }

    private JsonNode onlyFault() throws Exception {
        JsonNode faults =
                new JsonMapper().readTree(fixture.control("GET", "faults", "").body());
        assertThat(faults).hasSize(1);
        return faults.get(0);
    }

    @Test
    void lifting_one_fault_leaves_the_others_and_an_unknown_one_is_told_from_those_in_force() throws Exception {
        fixture.fault("[{\"fault\":\"throttle\"},{\"fault\":\"unavailable\"}]");
        assertThat(fixture.control("DELETE", "faults/1", "").statusCode()).isEqualTo(200);

        assertThat(onlyFault().path("fault").asText()).isEqualTo("unavailable");
        assertThat(fixture.control("DELETE", "faults/1", "").body()).contains("no fault 1", "[2]");
        assertThat(fixture.control("DELETE", "faults/all", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "throttle, 429",
        "unavailable, 503",
        "daily-quota, 429",
        "model-not-ready, 429",
        "overloaded-529, 529",
    })
    void a_refusal_says_when_to_come_back_if_it_is_told_to(String fault, int status) {
        fixture.fault("[{\"fault\":\"" + fault + "\",\"retryAfter\":\"30s\"}]");
        HttpResponse<String> refused = fixture.raw(CONVERSE, BODY);

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.headers().firstValue("Retry-After")).contains("30");
    }

    @ParameterizedTest
    @CsvSource({"throttle", "unavailable"})
    void a_refusal_says_nothing_of_when_to_come_back_by_itself(String fault) {
        fixture.fault("[{\"fault\":\"" + fault + "\"}]");

        assertThat(fixture.raw(CONVERSE, BODY).headers().firstValue("Retry-After"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "access-denied, 403, AccessDeniedException",
        "not-found, 404, ResourceNotFoundException",
        "expired-token, 403, ExpiredTokenException",
        "service-quota, 400, ServiceQuotaExceededException",
    })
    void a_target_refuses_a_number_of_times_and_is_healthy_then(String fault, int status, String type) {
        fixture.fault("[{\"fault\":\"" + fault + "\",\"times\":3}]");

        assertThat(IntStream.range(0, 5)
                        .mapToObj(_ -> fixture.raw(CONVERSE, BODY).statusCode()))
                .containsExactly(status, status, status, 200, 200);
        assertThat(fixture.simulation.invocations().getFirst().errorCode()).isEqualTo(type);
    }

    @Test
    void the_list_tells_what_was_posted_and_how_often_it_struck() throws Exception {
        fixture.fault("[{\"fault\":\"throttle\",\"times\":2,\"retryAfter\":\"30s\",\"match\":{\"stream\":false}}]");
        IntStream.range(0, 3).forEach(_ -> fixture.raw(CONVERSE, BODY));

        assertThat(onlyFault().path("struck").asInt()).isEqualTo(2);
        assertThat(onlyFault().path("retryAfter").asText()).isEqualTo("PT30S");
        assertThat(onlyFault().path("match").path("stream").asText()).isEqualTo("false");
    }
}

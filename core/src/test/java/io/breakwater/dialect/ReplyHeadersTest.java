package io.breakwater.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyHeadersTest {

    private static Map<String, String> noCapacity(Duration after) {
        return ReplyHeaders.ofRefusal(Refusal.noCapacity("full", after), "id");
    }

    @Test
    void whose_limit_it_was_is_told_in_every_dialect() {
        assertThat(limit("RateLimited")).isEqualTo("requestsPerMinute");
        assertThat(limit("BudgetSpent")).isEqualTo("usdPerMonth");
        assertThat(limit("UpstreamThrottled")).as("everybody's").isEqualTo("model");
        assertThat(limit("NoCapacity")).as("no limit").isEmpty();
    }

    private static String limit(String refusal) {
        return ReplyHeaders.ofRefusal(Samples.refusal(refusal), "id").getOrDefault("x-breakwater-limit", "");
    }

    @Test
    void the_samples_hold_every_kind_of_refusal() {
        assertThat(Samples.refusals().stream().map(Refusal::kind)).containsExactlyInAnyOrder(Refusal.Kind.values());
    }

    @ParameterizedTest
    @CsvSource({"PT0S,1", "PT0.001S,1", "PT1S,1", "PT1.001S,2", "PT1.0005S,2", "PT59.9S,60"})
    void retry_after_is_whole_seconds_rounded_up(Duration after, String seconds) {
        assertThat(noCapacity(after)).containsEntry("retry-after", seconds).containsEntry("x-should-retry", "true");
    }

    @Test
    void what_takes_longer_than_a_minute_is_not_worth_a_retry() {
        assertThat(noCapacity(Duration.ofSeconds(61)))
                .containsEntry("x-should-retry", "false")
                .containsEntry("retry-after", "61");
    }

    @Test
    void only_passing_shortages_ask_for_a_retry() {
        assertThat(Samples.refusals().stream().filter(ReplyHeaders::shouldRetry).map(Refusal::label))
                .containsExactlyInAnyOrder("RateLimited", "NoCapacity", "UpstreamThrottled", "LedgerUnavailable");
    }

    @Test
    void a_wrong_method_is_told_the_right_one() {
        assertThat(ReplyHeaders.ofRefusal(Samples.refusal("MethodNotAllowed"), "id"))
                .containsEntry("allow", "POST");
    }
}

package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two gateways on one table whose clocks deviate by five minutes in opposite directions.
@Timeout(60)
class SkewedClocksTest {
    private static final Duration WRONG = Duration.ofMinutes(5);
    private static final int LIMIT = 10;

    private SharedTable table;

    @BeforeEach
    void start() throws Exception {
        table = new SharedTable();
    }

    @AfterEach
    void stop() {
        table.close();
    }

    private LiveRun gateway(Instant at) throws Exception {
        return LiveRun.start("shared.yaml", table.environment(InstantSource.fixed(at)));
    }

    @Test
    void a_limit_is_exceeded_by_at_most_what_it_grants_in_the_time_between_the_clocks() throws Exception {
        Instant now = ShiftedClock.noon();
        try (LiveRun behind = gateway(now.minus(WRONG));
                LiveRun ahead = gateway(now.plus(WRONG))) {
            long admitted = admitted(behind) + admitted(ahead);
            List<HttpResponse<String>> late = calls(behind);

            assertThat(admitted).isEqualTo(2 * LIMIT).isLessThanOrEqualTo(LIMIT + LIMIT * 2 * WRONG.toMinutes());
            assertThat(late).allSatisfy(refused -> {
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(Long.parseLong(LiveRun.header(refused, "retry-after")))
                        .isBetween(1L, 2 * WRONG.toSeconds() + 60);
            });
            assertThat(admitted(ahead)).isZero();
            assertThat(ahead.tokensUsed("skewed")).isEqualTo(counted(behind) + counted(ahead));
        }
    }

    private static long admitted(LiveRun gateway) throws Exception {
        return calls(gateway).stream()
                .filter(answer -> answer.statusCode() == 200)
                .count();
    }

    private static List<HttpResponse<String>> calls(LiveRun gateway) throws Exception {
        return Crowd.of(8).calls(2 * LIMIT, _ -> gateway.chat("skewed", "free", "hello"));
    }

    @Test
    void a_clock_that_is_still_in_the_old_day_does_not_bring_that_day_back() throws Exception {
        Instant midnight = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        try (LiveRun behind = gateway(midnight.minus(WRONG));
                LiveRun ahead = gateway(midnight.plus(WRONG))) {
            assertThat(ahead.chat("midnight", "free", "good morning").statusCode())
                    .isEqualTo(200);
            List<HttpResponse<String>> answers =
                    Crowd.of(16).calls(60, i -> (i % 2 == 0 ? ahead : behind).chat("midnight", "free", "hello " + i));

            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
            assertThat(ahead.tokensUsed("midnight")).isEqualTo(counted(behind) + counted(ahead));
            for (LiveRun gateway : List.of(ahead, behind)) {
                JsonNode usage = gateway.usage("midnight");
                assertThat(usage.at("/concurrency/inFlight").asLong(-1)).isZero();
                assertThat(usage.at("/tokensToday/held").asLong(-1)).isZero();
            }
        }
    }

    private static long counted(LiveRun gateway) throws Exception {
        long tokens = 0;
        for (JsonNode call : gateway.invocations()) {
            tokens += LedgerTruthTest.settled(call);
        }
        return tokens;
    }
}

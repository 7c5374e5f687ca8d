package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.RealTime;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A minute without the ledgers' store, in jumps of the clock, under load all the time.
@RealTime
@Timeout(60)
@Tag("alone")
class StoreOutageTest {
    private static final Duration JUMP = Duration.ofSeconds(10);
    private static final int JUMPS = 6;
    /// The limit is 400 requests a minute, of which each of four gateways may admit a quarter by
    /// itself: a burst of 100, and 100 more within the minute.
    private static final int SHARE = 100;

    private final ShiftedClock clock = ShiftedClock.fromNoon();
    private SharedTable table;
    private StoreSwitch wire;
    private LiveRun gateway;
    private long unbooked;

    @BeforeEach
    void start() throws Exception {
        table = new SharedTable();
        wire = new StoreSwitch(table.port());
        gateway = LiveRun.start("shared.yaml", table.environment(clock, wire.endpoint(), Duration.ofMillis(300)));
        for (String tenant : List.of("closed", "local")) {
            assertAnswered(tenant);
        }
        unbooked = counted() - booked();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        wire.close();
        table.close();
    }

    /// Tries again, since a busy machine may be too slow for the store's time limit.
    private void assertAnswered(String tenant) throws Exception {
        HttpResponse<String> answer = gateway.chat(tenant, "claude", "warm up");
        for (int i = 0; i < 20 && answer.statusCode() == 503; i++) {
            clock.jump(Duration.ofSeconds(2));
            answer = gateway.chat(tenant, "claude", "warm up");
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void while_it_refuses_only_the_bounded_allowance_is_admitted_and_then_all_is_exact_again() throws Exception {
        wire.refuse();
        assertMinuteWithoutStore();
        wire.connect();
        assertExactAgain();
    }

    @Test
    void while_it_is_silent_only_the_bounded_allowance_is_admitted_and_then_all_is_exact_again() throws Exception {
        wire.silence();
        assertMinuteWithoutStore();
        wire.connect();
        assertExactAgain();
    }

    private void assertMinuteWithoutStore() throws Exception {
        List<HttpResponse<String>> closed = new ArrayList<>();
        List<HttpResponse<String>> local = new ArrayList<>();
        for (int i = 0; i < JUMPS; i++) {
            closed.addAll(load("closed"));
            local.addAll(load("local"));
            clock.jump(JUMP);
        }

        assertThat(closed).allSatisfy(answer -> assertTurnedAway(answer, 503));
        assertThat(local)
                .filteredOn(answer -> answer.statusCode() == 200)
                .hasSizeBetween(SHARE, 2 * SHARE + SHARE / 10);
        assertThat(local)
                .filteredOn(answer -> answer.statusCode() != 200)
                .isNotEmpty()
                .allSatisfy(answer -> assertTurnedAway(answer, 429));
    }

    private List<HttpResponse<String>> load(String tenant) throws Exception {
        return Crowd.of(16).calls(48, _ -> gateway.chat(tenant, "claude", "hello"));
    }

    private static void assertTurnedAway(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(LiveRun.header(answer, "retry-after")).matches("[1-9]\\d*");
    }

    /// After the first call of each tenant, the ledger also has what was admitted during the outage.
    private void assertExactAgain() throws Exception {
        clock.jump(Duration.ofMinutes(2));
        for (String tenant : List.of("closed", "local")) {
            assertAnswered(tenant);
            assertThat(gateway.usage(tenant).at("/concurrency/inFlight").asLong(-1))
                    .isZero();
        }
        assertThat(counted() - booked()).isEqualTo(unbooked);
    }

    private long booked() throws Exception {
        return gateway.tokensUsed("closed") + gateway.tokensUsed("local");
    }

    private long counted() throws Exception {
        long tokens = 0;
        for (JsonNode call : gateway.invocations()) {
            tokens += LedgerTruthTest.settled(call);
        }
        return tokens;
    }
}

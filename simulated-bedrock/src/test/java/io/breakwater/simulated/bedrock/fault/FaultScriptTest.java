package io.breakwater.simulated.bedrock.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.simulated.bedrock.quota.PoolKey;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultScriptTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final MatchedCall EAST = call("us-east-1");
    private static final MatchedCall WEST = call("us-west-2");

    private static MatchedCall call(String region) {
        return new MatchedCall(new PoolKey("111111111111", region, "us.model"), "model", false, false);
    }

    private static Checked<List<Fault>> read(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8)).then(FaultReader::read);
    }

    private static FaultScript script(String json) {
        FaultScript script = new FaultScript(7);
        script.add(((Checked.Ok<List<Fault>>) read(json)).value(), START);
        return script;
    }

    private static List<Boolean> struck(FaultScript script, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(_ -> script.next(EAST, START).isPresent())
                .toList();
    }

    @Test
    void the_first_calls_pass_and_then_the_stated_number_is_struck() {
        FaultScript script = script("[{\"fault\":\"throttle\",\"after\":2,\"times\":2}]");

        assertThat(struck(script, 6)).containsExactly(false, false, true, true, false, false);
    }

    @Test
    void the_time_of_a_fault_begins_when_the_first_calls_have_passed() {
        FaultScript script = script("[{\"fault\":\"throttle\",\"after\":1,\"for\":\"30s\"}]");

        assertThat(script.next(EAST, START)).isEmpty();
        assertThat(script.next(EAST, START.plusSeconds(100))).isPresent();
        assertThat(script.next(EAST, START.plusSeconds(129))).isPresent();
        assertThat(script.next(EAST, START.plusSeconds(130))).isEmpty();
    }

    @Test
    void a_fault_strikes_only_the_pools_it_names() {
        FaultScript script = script("[{\"match\":{\"region\":\"us-west-2\"},\"fault\":\"unavailable\"}]");

        assertThat(script.next(EAST, START)).isEmpty();
        assertThat(script.next(WEST, START)).isPresent();
    }

    @Test
    void a_rate_strikes_about_that_share_and_the_same_calls_for_the_same_seed() {
        String json = "[{\"fault\":\"throttle\",\"rate\":0.5}]";
        List<Boolean> first = struck(script(json), 1_000);

        assertThat(first.stream().filter(hit -> hit).count()).isBetween(430L, 570L);
        assertThat(struck(script(json), 1_000)).isEqualTo(first);
    }

    @Test
    void a_cleared_fault_neither_strikes_nor_lives() {
        FaultScript script = script("[{\"fault\":\"stall\"}]");
        FaultScript.Strike strike = script.next(EAST, START).orElseThrow();
        assertThat(script.lives(strike, START.plusSeconds(1_000))).isTrue();

        script.clear();

        assertThat(script.lives(strike, START)).isFalse();
        assertThat(script.next(EAST, START)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"fault":"throttle","until":"30s"}]                   | [0].until
            [{"fault":"throttle"},{"fault":"throttles"}]           | [1].fault is "throttles"
            [{"fault":"throttle","match":{"tenant":"a"}}]          | [0].match.tenant
            [{"fault":"throttle","match":{"account":1}}]           | [0].match.account
            [{"fault":"throttle","after":-1}]                      | [0].after
            [{"fault":"throttle","times":"two"}]                   | [0].times
            [{"fault":"throttle","for":"30 seconds"}]              | [0].for
            [{"fault":"throttle","for":30}]                        | [0].for
            [{"fault":"throttle","rate":1.5}]                      | [0].rate
            [{"match":{}}]                                         | [0].fault
            {"fault":"throttle"}                                   | not an array
            """)
    void a_wrong_script_is_refused_with_the_offending_key(String json, String named) {
        SentError error = ((Checked.No<List<Fault>>) read(json)).error();

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.message()).contains(named);
    }
}

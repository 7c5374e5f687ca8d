package io.breakwater.local.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.event.GatewayEvent.RequestEnded;
import io.breakwater.wire.FaultyWire;
import io.breakwater.wire.WireFault;
import io.breakwater.wire.WireFault.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The connection between a client and the gateway breaks: what Bedrock has answered is charged to the
/// token, what it was never asked is not charged, and nothing stays held.
@Timeout(60)
class ClientWireTest {
    private static final String TENANT = "search";
    private static LiveRun run;
    private static FaultyWire wire;

    @BeforeAll
    static void start() throws Exception {
        run = LiveRun.start("plain.yaml");
        wire = FaultyWire.to(run.gateway().getPort());
        for (int i = 0; i < 4; i++) {
            run.chat(TENANT, "claude", "warm up");
            run.streamedChat(TENANT, "claude", "warm up");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        wire.close();
        run.close();
    }

    @AfterEach
    void mend() {
        wire.mend();
    }

    private static HttpRequest request() {
        return HttpRequest.newBuilder(URI.create(wire.endpoint() + "/v1/chat/completions"))
                .header("authorization", "Bearer " + run.key(TENANT))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(LiveRun.chatBody("claude", "[[tokens:400]]", true)))
                .build();
    }

    private static HttpResponse<String> asked() throws IOException, InterruptedException {
        return run.http.send(request(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource(names = {"SLICE", "TRICKLE", "DELAY"})
    void a_wire_that_is_only_slow_or_slices_what_passes_changes_nothing(Kind kind) throws Exception {
        wire.breakBy(WireFault.ofRequests(kind, 0), WireFault.ofAnswers(kind, 0));

        HttpResponse<String> answer = asked();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        assertThat(wire.struck()).isPositive();
        assertBookedAsBilled(run.events.ended(LiveRun.requestId(answer)));
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "CLOSE", "HALF_CLOSE"})
    void a_client_that_is_cut_off_in_the_middle_of_its_stream_pays_what_bedrock_has_billed(Kind kind) throws Exception {
        wire.breakBy(WireFault.ofAnswers(kind, middle()).times(1));
        int before = ended().size();

        assertThatThrownBy(ClientWireTest::asked).isInstanceOf(IOException.class);

        assertBookedAsBilled(next(before));
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "CLOSE", "HALF_CLOSE"})
    void a_request_whose_body_breaks_off_reaches_no_model(Kind kind) throws Exception {
        long length = requestLength();
        int billed = run.invocations().size();
        long used = run.tokensUsed(TENANT);
        wire.breakBy(WireFault.ofRequests(kind, length - 5).times(1));

        if (kind == Kind.HALF_CLOSE) {
            HttpResponse<String> refused = asked();
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("body ended before the length");
        } else {
            assertThatThrownBy(ClientWireTest::asked).isInstanceOf(IOException.class);
        }

        assertThat(asked().statusCode()).isEqualTo(200);
        assertThat(run.invocations()).hasSize(billed + 1);
        assertThat(run.tokensUsed(TENANT)).isGreaterThan(used);
        assertBookedAsBilled(ended().getLast());
    }

    @Test
    void a_request_that_stands_still_for_a_while_is_served_when_it_goes_on() throws Exception {
        wire.breakBy(WireFault.ofRequests(Kind.STALL, requestLength() - 5).times(1));
        int struck = wire.struck();
        var answer = run.http.sendAsync(request(), BodyHandlers.ofString());
        while (wire.struck() == struck) {
            Thread.onSpinWait();
        }

        wire.mend();

        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertBookedAsBilled(run.events.ended(LiveRun.requestId(answer.get())));
    }

    /// A byte after the first content of the stream.
    private static long middle() throws Exception {
        run.events.ended(LiveRun.requestId(asked()));
        String answer = new String(wire.latestAnswer(), ISO_8859_1);
        return answer.indexOf("lah", answer.length() / 2);
    }

    /// The length of a request: its head, as the client writes it, and its body.
    private static long requestLength() throws Exception {
        asked();
        return wire.latestRequest().length;
    }

    private static List<RequestEnded> ended() {
        return run.events.all(RequestEnded.class);
    }

    private static RequestEnded next(int before) {
        while (ended().size() == before) {
            Thread.onSpinWait();
        }
        return ended().getLast();
    }

    /// What is booked equals the simulated Bedrock's own count of all calls, and nothing is held.
    private static void assertBookedAsBilled(RequestEnded last) throws Exception {
        assertThat(last.tenant().value()).isEqualTo(TENANT);
        long billed = 0;
        for (JsonNode call : run.invocations()) {
            billed += LedgerTruthTest.settled(call);
        }
        JsonNode usage = run.usage(TENANT);
        assertThat(usage.at("/tokensToday/used").asLong(-1)).isEqualTo(billed);
        assertThat(usage.at("/tokensToday/held").asLong(-1)).isZero();
        assertThat(usage.at("/concurrency/inFlight").asLong(-1)).isZero();
    }
}

package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.adapters.bedrock.ScriptedServer.Script;
import io.breakwater.call.Attempted;
import io.breakwater.call.ModelRequest;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.model.AccountId;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import io.breakwater.routing.TimeLimit.Owner;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/// A transport to a server that does exactly what a test scripts. The client has a single connection, so a
/// call that keeps it after its end shows at the next call.
abstract class BedrockTransportFixture {
    static final Target TARGET = new Target(
            new ShardId("a"),
            new AccountId("111111111111"),
            new Region("us-east-1"),
            new ProfileId("us.anthropic.claude-haiku-4-5-20251001-v1:0"));
    static final CallLimits AMPLE = limits(Duration.ofSeconds(10), Duration.ofSeconds(10));
    static final String ANSWER = "{\"output\":{},\"usage\":{\"inputTokens\":3,\"outputTokens\":1}}";

    final SdkHttpClient http = Apache5HttpClient.builder()
            .maxConnections(1)
            .connectionTimeout(Duration.ofSeconds(2))
            .connectionAcquisitionTimeout(Duration.ofSeconds(2))
            .build();
    final Watchdog watchdog = new Watchdog();

    @AfterEach
    void close() {
        watchdog.close();
        http.close();
    }

    BedrockTransport transport(URI endpoint) {
        return new BedrockTransport(http, new FixedCredentials(), _ -> endpoint, watchdog, InstantSource.system());
    }

    static ModelRequest request(boolean stream) {
        return new ModelRequest(
                new TenantId("search"),
                ConverseBody.of(JsonNodeFactory.instance.objectNode().put("text", "grüße")),
                stream);
    }

    static CallLimits limits(Duration answer, Duration idle) {
        return new CallLimits(
                new TimeLimit(answer, Owner.FIRST_TOKEN),
                new TimeLimit(idle, Owner.IDLE),
                new TimeLimit(Duration.ofSeconds(10), Owner.ENVIRONMENT));
    }

    Outcome failure(boolean stream, CallLimits budget, Script script) throws IOException {
        try (ScriptedServer server = ScriptedServer.playing(script)) {
            Attempted attempted = transport(server.uri()).call(TARGET, request(stream), budget);
            assertTheConnectionIsFree();
            return attempted instanceof Attempted.Failed(Outcome outcome) ? outcome : new Outcome.Answered();
        }
    }

    void assertTheConnectionIsFree() throws IOException {
        try (ScriptedServer next = ScriptedServer.playing(answer -> answer.whole("200 OK", "", ANSWER))) {
            assertThat(transport(next.uri()).call(TARGET, request(false), AMPLE))
                    .isInstanceOf(Attempted.Whole.class);
        }
    }

    static void stream(ScriptedServer.Answer answer, byte[]... messages) throws IOException {
        answer.streamHead();
        for (byte[] message : messages) {
            answer.chunk(message);
        }
    }
}

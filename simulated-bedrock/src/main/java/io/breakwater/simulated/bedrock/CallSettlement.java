package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Completes a call that ran: settles it in its pools and enters it in the log.
final class CallSettlement {

    private final SimulationState world;
    private final InstantSource clock;

    CallSettlement(SimulationState world, InstantSource clock) {
        this.world = world;
        this.clock = clock;
    }

    long millisSince(Instant start) {
        return Math.max(0, Duration.between(start, clock.instant()).toMillis());
    }

    void close(AdmittedCall admitted, long outputTokens, @Nullable String errorCode) {
        Usage usage = admitted.prompt().withOutput(outputTokens);
        world.pools()
                .settle(
                        admitted.reservation(),
                        usage.settledTokens(admitted.route().model().burndown()),
                        clock.instant());
        world.log().add(entry(admitted, usage, errorCode));
        if (errorCode == null && admitted.signedCall().path().operation().isResponses()) {
            keep(admitted);
        }
    }

    private void keep(AdmittedCall admitted) {
        SignedCall call = admitted.signedCall();
        byte[] body = world.bodies().of(call.requestId()).orElse(new byte[0]);
        if (Json.parse(body) instanceof Checked.Ok<JsonNode>(JsonNode request)
                && admitted.dialect().whole(admitted.turn(0)) instanceof ObjectNode response) {
            world.stored().keep(call.caller(), request, response);
        }
    }

    private static LoggedInvocation entry(AdmittedCall admitted, Usage usage, @Nullable String errorCode) {
        SignedCall signedCall = admitted.signedCall();
        ModelRoute route = admitted.route();
        return new LoggedInvocation(
                signedCall.at(),
                signedCall.requestId(),
                signedCall.path().operation().apiName(),
                signedCall.caller(),
                new LoggedInvocation.Target(
                        signedCall.path().calledAs(), route.modelId(), route.profile(), admitted.inferenceRegion()),
                200,
                errorCode,
                usage,
                errorCode == null ? admitted.answer().stopReason() : null,
                signedCall.path().operation().invokes()
                        ? signedCall.headers().metadata()
                        : admitted.conversation().requestMetadata());
    }
}

package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.fault.FaultKind;
import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.wire.HttpReply;
import io.breakwater.simulated.bedrock.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/// Sends an admitted call's answer at its pace, with the effects of a fault, and settles it exactly
/// once.
final class PacedDelivery {

    private final CallSettlement settlement;
    private final Pacing pacing;
    private final FrameDelivery streams;

    PacedDelivery(CallSettlement settlement, Pacing pacing) {
        this.settlement = settlement;
        this.pacing = pacing;
        this.streams = new FrameDelivery(pacing);
    }

    void deliver(AdmittedCall admitted, HttpReply reply) throws IOException {
        DeliveryProgress progress = new DeliveryProgress(admitted, settlement);
        try {
            beforeFirstByte(admitted, progress);
            if (admitted.signedCall().path().operation().streams()) {
                streams.deliver(progress, reply);
            } else {
                whole(progress, reply);
            }
        } finally {
            progress.conclude();
        }
    }

    private void beforeFirstByte(AdmittedCall admitted, DeliveryProgress progress) throws IOException {
        if (admitted.struckBy(FaultKind.RESET)) {
            throw dropped(progress, "reset before the first byte");
        }
        pacing.beforeFirstToken(admitted);
    }

    private void whole(DeliveryProgress progress, HttpReply reply) throws IOException {
        AdmittedCall admitted = progress.admitted();
        pacing.afterFirstToken(admitted);
        byte[] body = Json.bytes(admitted.dialect().whole(admitted.turn(progress.latencyMillis())));
        progress.emitAll();
        if (admitted.struckBy(FaultKind.STALL) || admitted.struckBy(FaultKind.CUT_STREAM)) {
            inHalves(progress, reply, body);
            return;
        }
        if (admitted.struckBy(FaultKind.GARBLED_FRAME)) {
            body[body.length - 1] = ']';
        }
        progress.conclude();
        reply.json(200, body, headers(admitted, progress));
    }

    private void inHalves(DeliveryProgress progress, HttpReply reply, byte[] body) throws IOException {
        try (OutputStream out = reply.announced(body.length, headers(progress.admitted(), progress))) {
            int half = body.length / 2;
            out.write(body, 0, half);
            out.flush();
            if (progress.admitted().struckBy(FaultKind.CUT_STREAM)) {
                throw dropped(progress, "cut in the middle of a body");
            }
            pacing.standStill(progress.admitted().strike().orElseThrow());
            progress.conclude();
            out.write(body, half, body.length - half);
        }
    }

    static ConnectionDropped dropped(DeliveryProgress progress, String reason) {
        progress.fail("ConnectionClosed");
        return new ConnectionDropped(reason);
    }

    /// The headers of InvokeModel's answer, whose body belongs to the model.
    static Map<String, String> headers(AdmittedCall admitted, DeliveryProgress progress) {
        if (!admitted.signedCall().path().operation().invokes()) {
            return Map.of();
        }
        Usage usage = admitted.prompt();
        Map<String, String> headers = new HashMap<>(served(admitted));
        headers.putAll(Map.of(
                "X-Amzn-Bedrock-Input-Token-Count",
                Long.toString(usage.inputTokens()),
                "X-Amzn-Bedrock-Output-Token-Count",
                Long.toString(admitted.answer().outputTokens()),
                "X-Amzn-Bedrock-Cache-Read-Input-Token-Count",
                Long.toString(usage.cacheReadTokens()),
                "X-Amzn-Bedrock-Cache-Write-Input-Token-Count",
                Long.toString(usage.cacheWriteTokens()),
                "X-Amzn-Bedrock-Invocation-Latency",
                Long.toString(progress.latencyMillis())));
        return headers;
    }

    /// By which tier and with which latency InvokeModel has answered.
    static Map<String, String> served(AdmittedCall admitted) {
        String asked = admitted.signedCall().headers().tier();
        return Map.of(
                "X-Amzn-Bedrock-Service-Tier",
                asked == null ? "default" : asked,
                "X-Amzn-Bedrock-PerformanceConfig-Latency",
                "standard");
    }
}

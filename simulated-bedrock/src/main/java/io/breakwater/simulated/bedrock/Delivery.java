package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.fault.FaultKind;
import io.breakwater.simulated.bedrock.wire.ConnectionDropped;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// Sends an admitted call's answer at its pace, with whatever a fault does to it, and settles it exactly once.
final class Delivery {

    private final Books books;
    private final Pacing pacing;
    private final StreamDelivery streams;

    Delivery(Books books, Pacing pacing) {
        this.books = books;
        this.pacing = pacing;
        this.streams = new StreamDelivery(pacing);
    }

    void deliver(Job job, Reply reply) throws IOException {
        Progress progress = new Progress(job, books);
        try {
            beforeFirstByte(job, progress);
            if (job.arrival().path().operation().streams()) {
                streams.deliver(progress, reply);
            } else {
                whole(progress, reply);
            }
        } finally {
            progress.conclude();
        }
    }

    private void beforeFirstByte(Job job, Progress progress) throws IOException {
        if (job.struckBy(FaultKind.RESET)) {
            throw dropped(progress, "reset before the first byte");
        }
        pacing.beforeFirstToken(job);
    }

    private void whole(Progress progress, Reply reply) throws IOException {
        Job job = progress.job();
        pacing.afterFirstToken(job);
        byte[] body = Json.bytes(job.dialect().whole(job.turn(progress.latencyMillis())));
        progress.emitAll();
        if (job.struckBy(FaultKind.STALL) || job.struckBy(FaultKind.CUT_STREAM)) {
            inHalves(progress, reply, body);
            return;
        }
        if (job.struckBy(FaultKind.GARBLED_FRAME)) {
            body[body.length - 1] = ']';
        }
        progress.conclude();
        reply.json(200, body, headers(job, progress));
    }

    private void inHalves(Progress progress, Reply reply, byte[] body) throws IOException {
        try (OutputStream out = reply.announced(body.length, headers(progress.job(), progress))) {
            int half = body.length / 2;
            out.write(body, 0, half);
            out.flush();
            if (progress.job().struckBy(FaultKind.CUT_STREAM)) {
                throw dropped(progress, "cut in the middle of a body");
            }
            pacing.standStill(progress.job().strike().orElseThrow());
            progress.conclude();
            out.write(body, half, body.length - half);
        }
    }

    static ConnectionDropped dropped(Progress progress, String reason) {
        progress.fail("ConnectionClosed");
        return new ConnectionDropped(reason);
    }

    /// What InvokeModel says in headers, because its body belongs to the model.
    static Map<String, String> headers(Job job, Progress progress) {
        if (!job.arrival().path().operation().invokes()) {
            return Map.of();
        }
        return Map.of(
                "X-Amzn-Bedrock-Input-Token-Count", Long.toString(job.prompt().inputTokens()),
                "X-Amzn-Bedrock-Output-Token-Count", Long.toString(job.answer().outputTokens()),
                "X-Amzn-Bedrock-Invocation-Latency", Long.toString(progress.latencyMillis()));
    }
}

package io.breakwater.local.bedrock;

import io.breakwater.local.bedrock.answer.Dialect;
import io.breakwater.local.bedrock.answer.TokenCount;
import io.breakwater.local.bedrock.answer.Turn;
import io.breakwater.local.bedrock.fault.FaultKind;
import io.breakwater.local.bedrock.quota.Shortage;
import io.breakwater.local.bedrock.wire.BedrockError;
import io.breakwater.local.bedrock.wire.Frames;
import io.breakwater.local.bedrock.wire.Reply;
import io.breakwater.local.bedrock.wire.WireEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Sends an answer as event frames; a fault strikes in the middle of the answer's pieces.
final class StreamDelivery {

    private static final Map<String, String> INVOKE_HEADERS = Map.of("X-Amzn-Bedrock-Content-Type", "application/json");

    private final Pacing pacing;

    StreamDelivery(Pacing pacing) {
        this.pacing = pacing;
    }

    void deliver(Progress progress, Reply reply) throws IOException {
        Job job = progress.job();
        boolean invokes = job.arrival().path().operation().invokes();
        OutputStream out = reply.eventStream(invokes ? INVOKE_HEADERS : Map.of());
        Turn turn = job.turn(progress.latencyMillis());
        List<String> pieces = job.answer().pieces();
        int middle = pieces.size() / 2;
        write(out, job.dialect().opening(turn));
        send(out, progress, pieces.subList(0, middle));
        if (disturbed(out, progress, turn)) {
            send(out, progress, pieces.subList(middle, pieces.size()));
            close(out, progress);
        }
        out.close();
    }

    private void send(OutputStream out, Progress progress, List<String> pieces) throws IOException {
        Job job = progress.job();
        Turn turn = job.turn(0);
        RandomGenerator random = pacing.randomOf(job);
        for (String piece : pieces) {
            out.write(Frames.event(job.dialect().piece(turn, piece)));
            progress.emit(piece);
            Duration wait = pacing.afterPiece(random, TokenCount.ofChars(piece.length()));
            if (!wait.isZero()) {
                out.flush();
                pacing.pause(wait);
            }
        }
    }

    /// Lets the call's fault strike, if it has one, and tells whether the stream goes on.
    private boolean disturbed(OutputStream out, Progress progress, Turn turn) throws IOException {
        Job job = progress.job();
        Dialect dialect = job.dialect();
        if (job.struckBy(FaultKind.STALL)) {
            out.flush();
            pacing.standStill(job);
        } else if (job.struckBy(FaultKind.CUT_STREAM)) {
            out.flush();
            throw Delivery.dropped(progress, "cut in the middle of a stream");
        } else if (job.struckBy(FaultKind.GARBLED_FRAME)) {
            out.write(Frames.garbled(dialect.piece(turn, "garbled")));
        }
        return !job.struckBy(FaultKind.MID_STREAM_THROTTLE) || !throttled(out, progress);
    }

    private static boolean throttled(OutputStream out, Progress progress) throws IOException {
        BedrockError error = BedrockError.throttling(Shortage.TOKENS.message());
        progress.fail(error.type());
        progress.conclude();
        out.write(Frames.exception(error));
        return true;
    }

    private static void close(OutputStream out, Progress progress) throws IOException {
        progress.emitAll();
        progress.conclude();
        write(out, progress.job().dialect().closing(progress.job().turn(progress.latencyMillis())));
    }

    private static void write(OutputStream out, List<WireEvent> events) throws IOException {
        for (WireEvent event : events) {
            out.write(Frames.event(event));
        }
    }
}

package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.answer.Turn;
import io.breakwater.simulated.bedrock.fault.FaultKind;
import io.breakwater.simulated.bedrock.quota.Shortage;
import io.breakwater.simulated.bedrock.wire.BedrockError;
import io.breakwater.simulated.bedrock.wire.Frames;
import io.breakwater.simulated.bedrock.wire.Reply;
import io.breakwater.simulated.bedrock.wire.WireEvent;
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
        List<String> pieces = job.strike().isPresent()
                ? job.answer().dividedPieces()
                : job.answer().pieces();
        int struckAt = piecesBeforeFault(job, pieces.size());
        write(out, job.dialect().opening(turn));
        send(out, progress, pieces, 0, struckAt);
        if (goesOn(out, progress, turn)) {
            send(out, progress, pieces, struckAt, pieces.size());
            close(out, progress);
        }
        out.close();
    }

    /// Half of the pieces and at least one, so that content was sent; all of them when only the end is missing.
    private static int piecesBeforeFault(Job job, int pieces) {
        int usual = job.struckBy(FaultKind.END_WITHOUT_STOP) ? pieces : Math.max(1, pieces / 2);
        int wanted = job.strike()
                .map(strike -> strike.fault().details().afterPieces())
                .orElse(usual);
        return Math.min(wanted, pieces);
    }

    private void send(OutputStream out, Progress progress, List<String> pieces, int from, int to) throws IOException {
        Job job = progress.job();
        Turn turn = job.turn(0);
        RandomGenerator random = pacing.randomOf(job);
        for (String piece : pieces.subList(from, to)) {
            out.write(Frames.event(job.dialect().piece(turn, piece)));
            progress.emit(piece);
            Duration wait = pacing.afterPiece(job, piece, pieces.size(), random);
            if (!wait.isZero()) {
                out.flush();
                pacing.pause(wait);
            }
        }
    }

    /// Lets the call's fault strike, if it has one, and tells whether the stream goes on.
    private boolean goesOn(OutputStream out, Progress progress, Turn turn) throws IOException {
        Job job = progress.job();
        if (standsStill(job)) {
            out.flush();
            pacing.standStill(job.strike().orElseThrow());
        } else if (job.struckBy(FaultKind.CUT_STREAM)) {
            out.flush();
            throw Delivery.dropped(progress, "cut in the middle of a stream");
        } else if (job.struckBy(FaultKind.GARBLED_FRAME)) {
            out.write(Frames.garbled(job.dialect().piece(turn, "garbled")));
        } else if (job.struckBy(FaultKind.END_WITHOUT_STOP)) {
            ends(progress, "EndedWithoutStop");
            return false;
        } else if (job.struckBy(FaultKind.MID_STREAM_THROTTLE)) {
            BedrockError error = BedrockError.throttling(Shortage.TOKENS.message());
            ends(progress, error.type());
            out.write(Frames.exception(error));
            return false;
        }
        return true;
    }

    private static boolean standsStill(Job job) {
        return job.struckBy(FaultKind.STALL)
                || (job.struckBy(FaultKind.SILENT_TOOL_ARGUMENTS)
                        && job.answer().usesTool());
    }

    private static void ends(Progress progress, String errorCode) {
        progress.fail(errorCode);
        progress.conclude();
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

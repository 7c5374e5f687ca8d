package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.answer.Turn;
import io.breakwater.simulated.bedrock.fault.FaultKind;
import io.breakwater.simulated.bedrock.quota.Shortage;
import io.breakwater.simulated.bedrock.wire.Frames;
import io.breakwater.simulated.bedrock.wire.HttpReply;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Sends an answer as event frames; a fault strikes in the middle of the answer's pieces.
final class FrameDelivery {

    private static final Map<String, String> INVOKE_HEADERS = Map.of("X-Amzn-Bedrock-Content-Type", "application/json");

    private final Pacing pacing;

    FrameDelivery(Pacing pacing) {
        this.pacing = pacing;
    }

    void deliver(DeliveryProgress progress, HttpReply reply) throws IOException {
        AdmittedCall admitted = progress.admitted();
        boolean invokes = admitted.signedCall().path().operation().invokes();
        OutputStream out = reply.eventStream(invokes ? INVOKE_HEADERS : Map.of());
        Turn turn = admitted.turn(progress.latencyMillis());
        List<String> pieces = admitted.strike().isPresent()
                ? admitted.answer().dividedPieces()
                : admitted.answer().pieces();
        int struckAt = piecesBeforeFault(admitted, pieces.size());
        write(out, admitted.dialect().opening(turn));
        send(out, progress, pieces, 0, struckAt);
        if (goesOn(out, progress, turn)) {
            send(out, progress, pieces, struckAt, pieces.size());
            close(out, progress);
        }
        out.close();
    }

    /// Half of the pieces and at least one, so that content was sent; all of them when only the end is missing.
    private static int piecesBeforeFault(AdmittedCall admitted, int pieces) {
        int usual = admitted.struckBy(FaultKind.END_WITHOUT_STOP) ? pieces : Math.max(1, pieces / 2);
        int wanted = admitted.strike()
                .map(strike -> strike.fault().details().afterPieces())
                .orElse(usual);
        return Math.min(wanted, pieces);
    }

    private void send(OutputStream out, DeliveryProgress progress, List<String> pieces, int from, int to)
            throws IOException {
        AdmittedCall admitted = progress.admitted();
        Turn turn = admitted.turn(0);
        RandomGenerator random = pacing.randomOf(admitted);
        for (String piece : pieces.subList(from, to)) {
            out.write(Frames.event(admitted.dialect().piece(turn, piece)));
            progress.emit(piece);
            Duration wait = pacing.afterPiece(admitted, piece, pieces.size(), random);
            if (!wait.isZero()) {
                out.flush();
                pacing.pause(wait);
            }
        }
    }

    /// Lets the call's fault strike, if it has one, and tells whether the stream goes on.
    private boolean goesOn(OutputStream out, DeliveryProgress progress, Turn turn) throws IOException {
        AdmittedCall admitted = progress.admitted();
        if (standsStill(admitted)) {
            out.flush();
            pacing.standStill(admitted.strike().orElseThrow());
        } else if (admitted.struckBy(FaultKind.CUT_STREAM)) {
            out.flush();
            throw PacedDelivery.dropped(progress, "cut in the middle of a stream");
        } else if (admitted.struckBy(FaultKind.GARBLED_FRAME)) {
            out.write(Frames.garbled(admitted.dialect().piece(turn, "garbled")));
        } else if (admitted.struckBy(FaultKind.END_WITHOUT_STOP)) {
            ends(progress, "EndedWithoutStop");
            return false;
        } else if (admitted.struckBy(FaultKind.MID_STREAM_THROTTLE)) {
            SentError error = SentError.throttling(Shortage.TOKENS.message());
            ends(progress, error.type());
            out.write(Frames.exception(error));
            return false;
        }
        return true;
    }

    private static boolean standsStill(AdmittedCall admitted) {
        return admitted.struckBy(FaultKind.STALL)
                || (admitted.struckBy(FaultKind.SILENT_TOOL_ARGUMENTS)
                        && admitted.answer().usesTool());
    }

    private static void ends(DeliveryProgress progress, String errorCode) {
        progress.fail(errorCode);
        progress.conclude();
    }

    private static void close(OutputStream out, DeliveryProgress progress) throws IOException {
        progress.emitAll();
        progress.conclude();
        write(out, progress.admitted().dialect().closing(progress.admitted().turn(progress.latencyMillis())));
    }

    private static void write(OutputStream out, List<WireEvent> events) throws IOException {
        for (WireEvent event : events) {
            out.write(Frames.event(event));
        }
    }
}

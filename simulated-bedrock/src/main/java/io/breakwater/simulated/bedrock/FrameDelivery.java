package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Piece;
import io.breakwater.simulated.bedrock.answer.Turn;
import io.breakwater.simulated.bedrock.fault.FaultKind;
import io.breakwater.simulated.bedrock.quota.Shortage;
import io.breakwater.simulated.bedrock.wire.Frames;
import io.breakwater.simulated.bedrock.wire.HttpReply;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Sends an answer as event frames or server-sent events; a fault strikes in the middle of the answer's pieces.
final class FrameDelivery {

    private final Pacing pacing;

    FrameDelivery(Pacing pacing) {
        this.pacing = pacing;
    }

    void deliver(DeliveryProgress progress, HttpReply reply) throws IOException {
        AdmittedCall admitted = progress.admitted();
        OutputStream out = reply.eventStream(headers(admitted));
        Turn turn = admitted.turn(progress.latencyMillis());
        List<Piece> pieces = admitted.strike().isPresent()
                ? admitted.answer().dividedPieces()
                : admitted.answer().pieces();
        int struckAt = piecesBeforeFault(admitted, pieces);
        open(out, turn, progress);
        send(out, progress, pieces, 0, struckAt);
        if (goesOn(out, progress)) {
            send(out, progress, pieces, struckAt, pieces.size());
            close(out, progress);
        }
        out.close();
    }

    /// The headers of InvokeModelWithResponseStream's answer, whose chunks belong to the model.
    private static Map<String, String> headers(AdmittedCall admitted) {
        if (!admitted.signedCall().path().operation().invokes()) {
            return Map.of();
        }
        Map<String, String> headers = new HashMap<>(PacedDelivery.served(admitted));
        headers.put("X-Amzn-Bedrock-Content-Type", "application/json");
        return headers;
    }

    /// Half of the pieces and at least one, so that content was sent; all of them when only the end is missing.
    private static int piecesBeforeFault(AdmittedCall admitted, List<Piece> pieces) {
        int usual = admitted.struckBy(FaultKind.END_WITHOUT_STOP) ? pieces.size() : middle(admitted, pieces);
        int wanted = admitted.strike()
                .map(strike -> strike.fault().details().afterPieces())
                .orElse(usual);
        return Math.min(wanted, pieces.size());
    }

    /// The middle of the answer; the middle of the last use of a tool, if its arguments are to fall
    /// silent.
    private static int middle(AdmittedCall admitted, List<Piece> pieces) {
        if (!admitted.struckBy(FaultKind.SILENT_TOOL_ARGUMENTS) || pieces.isEmpty()) {
            return Math.max(1, pieces.size() / 2);
        }
        int last = pieces.getLast().block();
        int before = (int) pieces.stream().filter(piece -> piece.block() < last).count();
        return before + Math.max(1, (pieces.size() - before) / 2);
    }

    private static void open(OutputStream out, Turn turn, DeliveryProgress progress) throws IOException {
        write(out, progress, progress.admitted().dialect().opening(turn));
        if (!turn.answer().contents().isEmpty()) {
            write(out, progress, progress.admitted().dialect().blockStart(turn, 0));
        }
    }

    /// Ends the block before a piece that begins another.
    private static void change(OutputStream out, Turn turn, DeliveryProgress progress, Piece piece) throws IOException {
        if (piece.first() && piece.block() > 0) {
            write(out, progress, progress.admitted().dialect().blockStop(turn, piece.block() - 1));
            write(out, progress, progress.admitted().dialect().blockStart(turn, piece.block()));
        }
    }

    private void send(OutputStream out, DeliveryProgress progress, List<Piece> pieces, int from, int to)
            throws IOException {
        AdmittedCall admitted = progress.admitted();
        Turn turn = admitted.turn(0);
        RandomGenerator random = pacing.randomOf(admitted);
        for (Piece piece : pieces.subList(from, to)) {
            change(out, turn, progress, piece);
            out.write(frame(progress, admitted.dialect().piece(turn, piece)));
            progress.emit(piece.text());
            Duration wait = pacing.afterPiece(admitted, piece.text(), pieces.size(), random);
            if (!wait.isZero()) {
                out.flush();
                pacing.pause(wait);
            }
        }
    }

    /// Lets the call's fault strike, if it has one, and tells whether the stream goes on.
    private boolean goesOn(OutputStream out, DeliveryProgress progress) throws IOException {
        AdmittedCall admitted = progress.admitted();
        if (standsStill(admitted)) {
            out.flush();
            pacing.standStill(admitted.strike().orElseThrow());
        } else if (admitted.struckBy(FaultKind.CUT_STREAM)) {
            out.flush();
            throw PacedDelivery.dropped(progress, "cut in the middle of a stream");
        } else if (admitted.struckBy(FaultKind.GARBLED_FRAME)) {
            out.write(garbled(admitted));
        } else if (admitted.struckBy(FaultKind.END_WITHOUT_STOP)) {
            ends(progress, "EndedWithoutStop");
            return false;
        } else if (admitted.struckBy(FaultKind.MID_STREAM_THROTTLE)) {
            SentError error = SentError.throttling(Shortage.TOKENS.message());
            ends(progress, error.type());
            out.write(exception(admitted, error));
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
        AdmittedCall admitted = progress.admitted();
        Turn turn = admitted.turn(progress.latencyMillis());
        int blocks = turn.answer().contents().size();
        if (blocks > 0) {
            write(out, progress, admitted.dialect().blockStop(turn, blocks - 1));
        }
        write(out, progress, admitted.dialect().closing(turn));
    }

    private static void write(OutputStream out, DeliveryProgress progress, List<WireEvent> events) throws IOException {
        for (WireEvent event : events) {
            out.write(frame(progress, event));
        }
    }

    private static boolean isVendors(AdmittedCall admitted) {
        return admitted.signedCall().path().operation().isVendors();
    }

    private static byte[] frame(DeliveryProgress progress, WireEvent event) {
        AdmittedCall admitted = progress.admitted();
        if (admitted.signedCall().path().operation().isResponses() && event.payload() instanceof ObjectNode payload) {
            payload.put("sequence_number", progress.nextEvent());
            return Frames.named(event);
        }
        if (admitted.signedCall().path().operation().isMessages()) {
            return Frames.named(event);
        }
        return isVendors(admitted) ? Frames.serverSent(event.payload()) : Frames.event(event);
    }

    private static byte[] garbled(AdmittedCall admitted) {
        return isVendors(admitted)
                ? Frames.serverSent(Json.node("{\"choices\":[{\"delta"))
                : Frames.garbled(new WireEvent("contentBlockDelta", Json.object()));
    }

    /// In a stream of a vendor's an error is a message without a type, as was seen.
    private static byte[] exception(AdmittedCall admitted, SentError error) {
        return isVendors(admitted) ? Frames.serverSent(error.body()) : Frames.exception(error);
    }
}

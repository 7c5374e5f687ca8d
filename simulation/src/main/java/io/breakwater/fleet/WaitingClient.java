package io.breakwater.fleet;

import io.breakwater.call.Client;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The client of one request, as long as it waits: checks that what it hears is one answer in its dialect, in time, and
/// nobody else's.
final class WaitingClient implements Client {
    private static final Set<Integer> BUSY = Set.of(429, 503, 529);
    static final Duration GRACE = Duration.ofMillis(250);
    private static final Duration LONGEST_SILENCE = Duration.ofMillis(15_250);

    private final Serving serving;
    private final FleetTime time;
    private int answers;
    private @Nullable Duration firstContent;
    private @Nullable ApiReply reply;
    private boolean streamed;
    private int pieces;
    private boolean closed;
    private boolean brokenOff;
    private Duration lastSent;

    WaitingClient(Serving serving, FleetTime time) {
        this.serving = serving;
        this.time = time;
        this.lastSent = time.elapsed();
    }

    /// Whether it has hung up.
    boolean left() {
        return serving.asked()
                .leavesAfter()
                .filter(after -> time.elapsed().minus(serving.begun()).compareTo(after) >= 0)
                .isPresent();
    }

    private void present() throws IOException {
        if (left()) {
            serving.saw("a client left");
            throw new IOException("the client has gone");
        }
    }

    @Override
    public void reply(ApiReply whole) throws IOException {
        answers++;
        serving.check(Property.I1, answers == 1, () -> "answer " + answers);
        inTime();
        present();
        reply = whole;
        String body = new String(whole.body(), StandardCharsets.UTF_8);
        if (whole.status() == 200) {
            firstContent = time.elapsed();
            content(body);
            whole(body);
        } else {
            refusal(whole, body);
        }
    }

    private void refusal(ApiReply refused, String body) {
        boolean retry = "true".equals(refused.headers().get("x-should-retry"));
        String wait = refused.headers().get("retry-after");
        boolean busy = BUSY.contains(refused.status());
        boolean told = wait != null && Long.parseLong(wait) >= 1;
        boolean soon = told && Long.parseLong(wait) <= 60;
        serving.check(
                Property.I15,
                !busy || (retry ? soon : wait == null || told),
                () -> "%d with retry-after %s, x-should-retry %s".formatted(refused.status(), wait, retry));
        serving.check(
                Property.I15, serving.asked().dialect().isRefusal(body), () -> "no error of the dialect: " + body);
    }

    @Override
    public void begin(String contentType, Map<String, String> headers) throws IOException {
        answers++;
        serving.check(Property.I1, answers == 1, () -> "answer " + answers);
        present();
        streamed = true;
    }

    @Override
    public void send(List<Frame> frames) throws IOException {
        present();
        heard();
        frames.forEach(frame -> serving.asked().dialect().heard(frame).ifPresent(this::sent));
    }

    /// Checks the time since the last frame; a store that does not answer a renewal delays later beats.
    private void heard() {
        Duration silent = time.elapsed().minus(lastSent);
        serving.check(
                Property.F2,
                !serving.asked().dialect().keepsAlive()
                        || silent.compareTo(LONGEST_SILENCE.plus(serving.inStore())) <= 0,
                () -> "silent for " + silent.toMillis() + " ms");
        lastSent = time.elapsed();
    }

    private void sent(FleetDialect.Heard heard) {
        if (heard.breaks()) {
            brokenOff = true;
            return;
        }
        serving.check(Property.I10, !closed || !heard.closes(), () -> "a second closing frame");
        closed |= heard.closes();
        if (firstContent == null) {
            inTime();
            firstContent = time.elapsed();
        }
        content(heard.text());
        if (heard.piece()) {
            pieces++;
            serving.check(Property.I9, pieces <= FleetAnswer.PIECES, () -> "piece " + pieces);
        }
    }

    private void content(String text) {
        boolean marked = text.contains(Serving.MARK);
        serving.check(Property.I11, !marked || text.contains(serving.mark()), () -> "somebody else's answer: " + text);
    }

    /// Checks an answer in one piece: all of its text, which may have been gathered from a stream, and its usage.
    private void whole(String body) {
        int marks = body.split(serving.mark(), -1).length - 1;
        serving.check(
                Property.I9,
                marks == serving.pieces(),
                () -> "a whole answer with %d pieces of %d".formatted(marks, serving.pieces()));
        serving.check(
                Property.I10,
                serving.asked().dialect().tellsUsage(body) || serving.bill().toldNoOutput(),
                () -> "a whole answer without usage: " + body);
    }

    private void inTime() {
        if (serving.jumped()) {
            return;
        }
        Duration by =
                serving.begun().plus(serving.asked().patience()).plus(GRACE).plus(serving.inStore());
        serving.check(
                Property.I2,
                time.elapsed().compareTo(by) <= 0,
                () -> "late by " + time.elapsed().minus(by).toMillis() + " ms");
    }

    /// Checks what it has got when the copy has returned.
    void over() {
        serving.check(Property.I1, left() || answers == 1, () -> answers + " answers");
    }

    /// Checks a stream against what the gateway says of its end.
    void ended(boolean ok) {
        boolean there = streamed && !left();
        serving.check(Property.I10, !there || !ok || closed, () -> "a whole stream without its closing frame");
        serving.check(
                Property.I9, !there || !ok || pieces == FleetAnswer.PIECES, () -> "a whole stream of pieces " + pieces);
        serving.check(Property.I10, !there || ok || brokenOff, () -> "a broken stream that does not say so");
    }

    boolean streamed() {
        return streamed;
    }

    Optional<ApiReply> replied() {
        return Optional.ofNullable(reply);
    }

    /// When the first content came, since the start.
    Optional<Duration> firstContent() {
        return Optional.ofNullable(firstContent);
    }
}

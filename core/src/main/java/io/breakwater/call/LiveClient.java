package io.breakwater.call;

import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Responder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The caller while it waits. A caller who asked for a stream gets a sign of life whenever nothing was
/// sent for a while, so that no idle limit on the way cuts a slow answer. The first sign of life sends
/// status 200 and the headers; a failure after it becomes the dialect's error event. Failover stays
/// possible as long as no content was sent.
final class LiveClient {
    /// How often the client checks whether a sign of life is due.
    static final Duration PERIOD = Duration.ofSeconds(1);

    /// Together with the period, silence lasts at most 15 s: below API Gateway's idle limit for edge
    /// endpoints (30 s) and the usual limits of proxies.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(14);

    /// Beats are counted as well, since the clock may be set back meanwhile.
    private static final long MOST_SILENT_BEATS = LONGEST_SILENCE.dividedBy(PERIOD) + 1;

    private final Client client;
    private final Responder responder;
    private Optional<AnswerStream> stream;
    private final Map<String, String> earlyHeaders;
    private final InstantSource clock;
    private Instant lastSent;
    private long silentBeats;
    private boolean begun;
    private boolean ended;
    private @Nullable IOException gone;

    private LiveClient(
            Client client,
            Responder responder,
            Optional<AnswerStream> stream,
            Map<String, String> earlyHeaders,
            InstantSource clock) {
        this.client = client;
        this.responder = responder;
        this.stream = stream;
        this.earlyHeaders = earlyHeaders;
        this.clock = clock;
        this.lastSent = clock.instant();
    }

    static LiveClient of(Exchange exchange, InstantSource clock) {
        Answered answered =
                new Answered(exchange.requestId(), exchange.call().alias().value(), clock.instant());
        Optional<AnswerStream> stream =
                exchange.call().stream() ? Optional.of(exchange.responder().stream(answered)) : Optional.empty();
        Map<String, String> early = AnswerHeaders.of(exchange).map();
        return new LiveClient(exchange.client(), exchange.responder(), stream, early, clock);
    }

    /// Sends a sign of life if one is due and the dialect has one.
    synchronized void beat() {
        List<Frame> sign = stream.map(AnswerStream::keepAlive).orElse(List.of());
        silentBeats++;
        if (!due() || ended || gone != null || sign.isEmpty()) {
            return;
        }
        try {
            begin(earlyHeaders);
            send(sign);
        } catch (IOException left) {
            gone = left;
        }
    }

    private boolean due() {
        return silentBeats >= MOST_SILENT_BEATS || !clock.instant().isBefore(lastSent.plus(LONGEST_SILENCE));
    }

    private void sent() {
        lastSent = clock.instant();
        silentBeats = 0;
    }

    /// From now on the stream names the model that answers. Signs of life name no model.
    synchronized void answeredBy(Answered answered) {
        stream = Optional.of(responder.stream(answered));
    }

    /// The writer of the stream.
    synchronized AnswerStream stream() {
        return stream.orElseThrow();
    }

    /// Begins the stream, unless a sign of life has begun it.
    ///
    /// @throws IOException if the caller has gone
    synchronized void begin(Map<String, String> headers) throws IOException {
        present();
        if (!begun) {
            begun = true;
            client.begin(stream().contentType(), headers);
            sent();
        }
    }

    /// @throws IOException if the caller has gone
    synchronized void send(List<Frame> frames) throws IOException {
        present();
        client.send(frames);
        sent();
    }

    /// Ends a stream that has begun.
    ///
    /// @throws IOException if the caller has gone
    synchronized void end() throws IOException {
        ended = true;
        present();
        client.end();
    }

    /// Whether the caller is known to have hung up.
    synchronized boolean left() {
        return gone != null;
    }

    /// Sends a whole answer. Nobody is known to have hung up before it, since only streams get signs of life.
    ///
    /// @throws IOException if the caller has gone
    synchronized void reply(ApiReply reply) throws IOException {
        ended = true;
        client.reply(reply);
    }

    /// Sends a refusal: as a reply of its own, or as the error event of a stream that has begun.
    ///
    /// @throws IOException if the caller has gone
    synchronized void refuse(Refusal refusal, ApiReply reply) throws IOException {
        if (begun) {
            ended = true;
            send(stream().broken(refusal));
            client.end();
        } else {
            reply(reply);
        }
    }

    private void present() throws IOException {
        if (gone != null) {
            throw gone;
        }
    }
}

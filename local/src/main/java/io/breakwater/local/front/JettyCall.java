package io.breakwater.local.front;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/// One exchange of the Jetty server, as blocking calls.
final class JettyCall implements HttpCall {
    /// A client that is still sending when its connection closes never sees the answer, so its data is
    /// read for a while and discarded: slowly, to save CPU, and only for this many clients without a
    /// key at once. The connections of further ones are held for a while before they close, so that
    /// those clients come back later.
    private static final Semaphore DISCARDING = new Semaphore(16);

    /// Callers with a key take turns instead, one at a time: in parallel they would not be done sooner,
    /// and a small call would have to wait for all of them.
    private static final Semaphore DISCARDING_KNOWN = new Semaphore(1, true);

    private static final Duration LONGEST_WAIT_FOR_A_TURN = Duration.ofSeconds(10);

    private static final long MOST_DISCARDED_BYTES = 16L * 1024 * 1024;
    private static final int DISCARDED_AT_ONCE_BYTES = 65_536;
    private static final Duration BETWEEN_DISCARDED = Duration.ofMillis(5);
    private static final Duration LONGEST_DISCARDING = Duration.ofSeconds(2);
    private static final Duration REST = Duration.ofSeconds(1);

    private final Request request;
    private final Response response;
    private final BooleanSupplier stopping;
    private final Semaphore arrived = new Semaphore(0);
    private Content.@Nullable Chunk current;
    private long receivedBytes;
    private boolean bodyEnded;
    private boolean known;
    private boolean whole;

    /// @param stopping whether no further request is taken on the connection
    JettyCall(Request request, Response response, BooleanSupplier stopping) {
        this.stopping = stopping;
        this.request = request;
        this.response = response;
        this.bodyEnded = request.getLength() == 0 || (request.getLength() < 0 && isBodiless());
    }

    /// "Message Body Length", RFC 9112 section 6.3: without either header a request has no body. In HTTP/2 the head
    /// itself says so.
    private boolean isBodiless() {
        if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
            return !request.getHeaders().contains("transfer-encoding");
        }
        current = request.read();
        return current != null && current.isLast() && !current.hasRemaining();
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return Objects.requireNonNullElse(request.getHttpURI().getPath(), "/");
    }

    @Override
    public @Nullable String query() {
        return request.getHttpURI().getQuery();
    }

    @Override
    public String protocol() {
        return request.getConnectionMetaData().getProtocol();
    }

    @Override
    public String sourceIp() {
        return Request.getRemoteAddr(request);
    }

    @Override
    public Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new TreeMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(Objects.requireNonNullElse(field.getValue(), ""));
        }
        headers.computeIfAbsent("host", _ -> authority());
        return headers;
    }

    /// The pseudo-header that HTTP/2 has instead of `host` ("Request Pseudo-Header Fields", RFC 9113
    /// section 8.3.1).
    private @Nullable List<String> authority() {
        String authority = request.getHttpURI().getAuthority();
        return authority == null ? null : List.of(authority);
    }

    @Override
    public long announcedBytes() {
        return bodyEnded ? 0 : request.getLength();
    }

    @Override
    public boolean serverStopping() {
        return stopping.getAsBoolean();
    }

    @Override
    public int read(byte[] into, int offset, int most, long withinNanos) throws IOException {
        long end = System.nanoTime() + withinNanos;
        while (!bodyEnded) {
            Content.Chunk chunk = chunk(end);
            int count = Math.min(most, chunk.remaining());
            chunk.getByteBuffer().get(into, offset, count);
            receivedBytes += count;
            release(chunk);
            if (count > 0) {
                return count;
            }
        }
        return -1;
    }

    private Content.Chunk chunk(long end) throws IOException {
        Content.Chunk chunk = current == null ? request.read() : current;
        while (chunk == null) {
            request.demand(arrived::release);
            await(end - System.nanoTime());
            chunk = request.read();
        }
        if (Content.Chunk.isFailure(chunk)) {
            EOFException early = new EOFException("the client's body broke off");
            early.initCause(chunk.getFailure());
            throw early;
        }
        current = chunk;
        return chunk;
    }

    /// Releases a chunk. The server marks a body's end with an extra chunk, which is never read if the
    /// length was announced.
    private void release(Content.Chunk chunk) {
        if (!chunk.hasRemaining()) {
            bodyEnded = chunk.isLast() || receivedBytes == request.getLength();
            chunk.release();
            current = null;
        }
    }

    private void await(long nanos) throws IOException {
        try {
            if (!arrived.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                throw new SocketTimeoutException("nothing of the body came in time");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the body was read", stopped);
        }
    }

    @Override
    public void known() {
        known = true;
    }

    @Override
    public void answer(int status, Map<String, String> headers, byte[] body) throws IOException {
        head(status, headers);
        response.getHeaders().put("content-length", body.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(body));
        whole = true;
    }

    @Override
    public void begin(int status, Map<String, String> headers) throws IOException {
        head(status, headers);
        Content.Sink.write(response, false, BufferUtil.EMPTY_BUFFER);
    }

    private void head(int status, Map<String, String> headers) {
        response.setStatus(status);
        headers.forEach((name, value) -> response.getHeaders().put(name, value));
        if (!bodyEnded || stopping.getAsBoolean()) {
            response.getHeaders().put("connection", "close");
        }
    }

    @Override
    public void write(byte[] piece) throws IOException {
        Content.Sink.write(response, false, ByteBuffer.wrap(piece));
    }

    @Override
    public void end() throws IOException {
        if (!whole) {
            Content.Sink.write(response, true, BufferUtil.EMPTY_BUFFER);
        }
        if (!bodyEnded) {
            leaveTheRest();
        }
    }

    private void leaveTheRest() {
        try {
            if (known) {
                discardInTurn();
            } else if (DISCARDING.tryAcquire()) {
                try {
                    discardRest(BETWEEN_DISCARDED);
                } finally {
                    DISCARDING.release();
                }
            } else {
                Thread.sleep(REST);
            }
        } catch (IOException goneOrSlow) {
            // The answer has been sent; the connection closes.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void discardInTurn() throws IOException, InterruptedException {
        if (DISCARDING_KNOWN.tryAcquire(LONGEST_WAIT_FOR_A_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                discardRest(Duration.ZERO);
            } finally {
                DISCARDING_KNOWN.release();
            }
        }
    }

    private void discardRest(Duration between) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_DISCARDING.toNanos();
        for (long left = MOST_DISCARDED_BYTES; left > 0 && !bodyEnded; left -= DISCARDED_AT_ONCE_BYTES) {
            discard(DISCARDED_AT_ONCE_BYTES, end);
            Thread.sleep(between);
        }
    }

    private void discard(long atLeast, long end) throws IOException {
        for (long left = atLeast; left > 0 && !bodyEnded; ) {
            Content.Chunk chunk = chunk(end);
            int count = chunk.remaining();
            chunk.skip(count);
            receivedBytes += count;
            left -= count;
            release(chunk);
        }
    }

    /// Releases the unread part of the body.
    void close() {
        if (current != null) {
            current.release();
            current = null;
        }
    }
}

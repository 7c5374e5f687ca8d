package io.breakwater.deploytest.world;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A streamed answer that has begun. It is read in the background as it arrives.
public final class HeldStream {
    private final HttpResponse<InputStream> response;
    private final CompletableFuture<String> body = new CompletableFuture<>();

    private HeldStream(HttpResponse<InputStream> response) {
        this.response = response;
    }

    /// Waits for the first piece.
    ///
    /// @throws IOException if the answer ends before it
    static HeldStream begun(HttpResponse<InputStream> response) throws IOException {
        HeldStream held = new HeldStream(response);
        int first = response.body().read();
        if (first < 0) {
            throw new IOException("the answer ended before its first piece: " + response);
        }
        Thread.ofVirtual().name("held-stream").start(() -> held.read(first));
        return held;
    }

    private void read(int first) {
        try (InputStream rest = response.body()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(first);
            rest.transferTo(all);
            body.complete(all.toString(StandardCharsets.UTF_8));
        } catch (IOException broken) {
            body.completeExceptionally(broken);
        }
    }

    /// Whether there is more to come.
    public boolean isOpen() {
        return !body.isDone();
    }

    /// The whole answer.
    ///
    /// @param longest the longest wait for its end
    /// @throws Unshown if the connection broke, or the end does not arrive
    public GatewayReply whole(Duration longest) throws Unshown, InterruptedException {
        try {
            String text = body.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return new GatewayReply(response.statusCode(), response.headers(), text);
        } catch (ExecutionException broken) {
            throw new Unshown("the stream broke: " + broken.getCause());
        } catch (TimeoutException endless) {
            throw new Unshown("the stream did not end within " + longest);
        }
    }
}

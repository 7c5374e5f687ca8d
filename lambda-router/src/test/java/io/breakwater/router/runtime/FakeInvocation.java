package io.breakwater.router.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An invocation that the fake Runtime API hands out, and everything that the runtime sends for it.
final class FakeInvocation {
    final String id;
    final byte[] event;
    final CompletableFuture<Map<String, String>> responseHeaders = new CompletableFuture<>();
    final CompletableFuture<Map<String, String>> trailers = new CompletableFuture<>();
    final CompletableFuture<Map<String, String>> errorHeaders = new CompletableFuture<>();
    final CompletableFuture<String> error = new CompletableFuture<>();
    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
    volatile int breakAfterChunks = Integer.MAX_VALUE;

    FakeInvocation(String id, byte[] event) {
        this.id = id;
        this.event = event;
    }

    void received(byte[] chunk) {
        chunks.add(chunk);
    }

    String nextChunk() throws InterruptedException {
        byte[] chunk = chunks.poll(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS);
        if (chunk == null) {
            throw new AssertionError("no chunk of " + id + " arrived");
        }
        return new String(chunk, StandardCharsets.UTF_8);
    }

    int chunksWaiting() {
        return chunks.size();
    }
}

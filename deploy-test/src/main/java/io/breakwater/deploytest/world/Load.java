package io.breakwater.deploytest.world;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes calls, one after the other, as long as it is open.
public final class Load implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(100);

    /// One call.
    @FunctionalInterface
    public interface Calls {
        GatewayReply call() throws IOException, InterruptedException;
    }

    private final Calls calls;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean open = true;

    private Load(Calls calls) {
        this.calls = calls;
        this.thread = Thread.ofVirtual().name("load").start(this::run);
    }

    public static Load of(Calls calls) {
        return new Load(calls);
    }

    private void run() {
        try {
            while (open) {
                one();
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void one() throws InterruptedException {
        try {
            GatewayReply reply = calls.call();
            if (reply.status() == 200) {
                answered.incrementAndGet();
            } else {
                failed.add(reply.toString());
            }
        } catch (IOException broken) {
            failed.add(broken.toString());
        }
    }

    /// Ends it, and waits for the answer to the call under way.
    ///
    /// @return how many calls were answered with 200
    /// @throws Unshown if any call had another answer
    public int mustHaveFailedNone() throws Unshown, InterruptedException {
        close();
        thread.join();
        Unshown.unless(
                failed.isEmpty(),
                failed.size() + " of " + (failed.size() + answered.get()) + " calls failed: " + failed);
        return answered.get();
    }

    @Override
    public void close() {
        open = false;
    }
}

package io.breakwater.local.front;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Knows whether requests are running.
final class Running implements HttpDoor {
    private final HttpDoor door;

    /// The front itself is one party, so that the count is kept while nothing runs.
    private final Phaser parties = new Phaser(1);

    Running(HttpDoor door) {
        this.door = door;
    }

    @Override
    public void handle(HttpCall call) throws IOException {
        parties.register();
        try {
            door.handle(call);
        } finally {
            parties.arriveAndDeregister();
        }
    }

    /// Waits until nothing runs; false if something still does after this time.
    boolean awaitNone(Duration most) {
        try {
            parties.awaitAdvanceInterruptibly(parties.arriveAndDeregister(), most.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

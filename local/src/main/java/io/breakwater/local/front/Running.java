package io.breakwater.local.front;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Knows whether requests are running.
final class Running implements HttpHandler {
    private final HttpHandler handler;

    /// The front itself is one party, so that the count is kept while nothing runs.
    private final Phaser parties = new Phaser(1);

    Running(HttpHandler handler) {
        this.handler = handler;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        parties.register();
        try {
            handler.handle(exchange);
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

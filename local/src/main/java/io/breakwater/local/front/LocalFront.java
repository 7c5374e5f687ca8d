package io.breakwater.local.front;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/// API Gateway on one loopback port: it checks keys and usage plans, makes the event that the deployed
/// functions get, and streams their answer.
public final class LocalFront implements AutoCloseable {
    /// How long [#close()] lets running requests finish.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final JettyServer server;
    private final InetAddress address;
    private final Running running;
    private boolean closed;

    private LocalFront(JettyServer server, InetAddress address, Running running) {
        this.server = server;
        this.address = address;
        this.running = running;
    }

    /// Listens and serves until closed.
    ///
    /// @param address a loopback address; port 0 takes any free one
    /// @param troubles gets one line for each request that failed in a way nobody else reports
    /// @throws PortInUseException if the port is taken
    /// @throws IOException if the address cannot be listened on for another reason
    /// @throws IllegalArgumentException if the address is not a loopback address
    public static LocalFront start(
            FrontSettings settings,
            InetSocketAddress address,
            FrontFunctions functions,
            InstantSource clock,
            Consumer<String> troubles)
            throws IOException {
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "the local gateway listens on the loopback interface only, got " + address + "; use 127.0.0.1");
        }
        Running running = new Running(FrontHandler.of(settings, functions, clock, troubles));
        try {
            JettyServer server = JettyServer.start(address, settings.limits(), running);
            return new LocalFront(server, address.getAddress(), running);
        } catch (BindException taken) {
            throw new PortInUseException(address, taken);
        }
    }

    public int port() {
        return server.port();
    }

    /// Where clients find the API, without a slash at the end.
    public URI uri() {
        return URI.create("http://%s:%d".formatted(host(), port()));
    }

    private String host() {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    /// Takes no new request, lets running ones finish for up to 5 seconds, then ends them. A second call
    /// waits for the first.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stop();
        }
    }

    private void stop() {
        server.stopAccepting();
        running.awaitNone(GRACE);
        server.close();
    }
}

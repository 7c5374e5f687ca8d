package io.breakwater.local.front;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// API Gateway on one loopback port: it checks keys and usage plans, makes the event that the deployed
/// functions get, and streams their answer.
public final class LocalFront implements AutoCloseable {
    /// How long requests that are broken off may take to end and to settle.
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final JettyServer server;
    private final InetAddress address;
    private final RunningRequests running;
    private final Stop stop;
    private final Consumer<String> failures;
    private boolean closed;

    private LocalFront(
            JettyServer server, InetAddress address, RunningRequests running, Stop stop, Consumer<String> failures) {
        this.server = server;
        this.address = address;
        this.running = running;
        this.stop = stop;
        this.failures = failures;
    }

    /// As [#start(FrontSettings, FrontAddress, FrontFunctions, InstantSource, Consumer, Stop)], with
    /// plain HTTP alone; running requests get five seconds when it is closed.
    public static LocalFront start(
            FrontSettings settings,
            InetSocketAddress address,
            FrontFunctions functions,
            InstantSource clock,
            Consumer<String> failures)
            throws IOException {
        return start(settings, FrontAddress.plain(address), functions, clock, failures, Stop.SHORT);
    }

    /// Listens and serves until closed.
    ///
    /// @param address on the loopback interface
    /// @param stop how it ends when it is closed
    /// @param failures gets one line for each request whose failure is reported nowhere else
    /// @throws PortInUseException if the port is taken
    /// @throws IOException if the address cannot be listened on for another reason
    /// @throws IllegalArgumentException if the address is not a loopback address
    public static LocalFront start(
            FrontSettings settings,
            FrontAddress address,
            FrontFunctions functions,
            InstantSource clock,
            Consumer<String> failures,
            Stop stop)
            throws IOException {
        InetSocketAddress plain = address.plain();
        if (plain.isUnresolved() || !plain.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "the local gateway listens on the loopback interface only, got " + plain + "; use 127.0.0.1");
        }
        RunningRequests running = new RunningRequests(FrontHandler.of(settings, functions, clock, failures));
        JettyServer server = JettyServer.start(address, settings.limits(), running);
        return new LocalFront(server, plain.getAddress(), running, stop, failures);
    }

    public int port() {
        return server.port();
    }

    /// Where clients find the API, without a slash at the end.
    public URI uri() {
        return URI.create("http://%s:%d".formatted(host(), port()));
    }

    /// Where clients find the API over TLS; empty if it is not served.
    public Optional<URI> tlsUri() {
        return server.tlsPort().stream()
                .mapToObj(port -> URI.create("https://%s:%d".formatted(host(), port)))
                .findAny();
    }

    private String host() {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    /// Takes no new requests, lets running ones go on for the drain time, then breaks them off, and
    /// cuts those that still do not end. A second call waits for the first.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stop();
        }
    }

    private void stop() {
        try {
            server.stopAccepting();
        } catch (IOException stillListening) {
            failures.accept("the port was not closed before the end: " + stillListening.getMessage());
        }
        if (!running.awaitNone(stop.drain())) {
            stop.breakOff().run();
            running.awaitNone(LAST_WORDS);
        }
        server.close();
        running.awaitNone(LAST_WORDS);
    }
}

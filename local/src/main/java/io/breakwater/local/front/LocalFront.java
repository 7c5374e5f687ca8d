package io.breakwater.local.front;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/// API Gateway on one loopback port: it checks keys and usage plans, makes the event that the deployed
/// functions get, and streams their answer.
public final class LocalFront implements AutoCloseable {
    /// How long [#close()] lets running requests finish.
    private static final Duration GRACE = Duration.ofSeconds(5);

    static {
        // Read once, when the JDK's first server is made. Without it every small write waits 44 ms for the
        // receiver's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        // Longer than clients keep an idle connection, or they would send into one that is closing.
        System.setProperty("sun.net.httpserver.idleInterval", "300");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Running running;
    private boolean closed;

    private LocalFront(HttpServer server, ExecutorService threads, Running running) {
        this.server = server;
        this.threads = threads;
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
        HttpServer server = listen(address);
        ThreadFactory names = Thread.ofVirtual().name("front-", 0).factory();
        ExecutorService threads = Executors.newThreadPerTaskExecutor(names);
        Running running = new Running(FrontHandler.of(settings, functions, clock, troubles));
        server.setExecutor(threads);
        server.createContext("/", running);
        server.start();
        return new LocalFront(server, threads, running);
    }

    private static HttpServer listen(InetSocketAddress address) throws IOException {
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "the local gateway listens on the loopback interface only, got " + address + "; use 127.0.0.1");
        }
        try {
            return HttpServer.create(address, 0);
        } catch (BindException e) {
            throw new PortInUseException(address, e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// Where clients find the API, without a slash at the end.
    public URI uri() {
        return URI.create("http://%s:%d".formatted(host(), port()));
    }

    private String host() {
        InetAddress address = server.getAddress().getAddress();
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
        Thread stopping = Thread.ofVirtual().start(() -> server.stop((int) GRACE.toSeconds()));
        running.awaitNone(GRACE);
        // The server waits its whole grace once a connection of its was ever cut; it stops early if interrupted.
        stopping.interrupt();
        threads.shutdownNow();
        joined(stopping);
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

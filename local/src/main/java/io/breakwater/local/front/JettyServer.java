package io.breakwater.local.front;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Eclipse Jetty behind the front server's logic: HTTP/1.1 and HTTP/2, each request on a virtual thread
/// of its own (`docs/decisions`, the front's server).
final class JettyServer implements AutoCloseable {
    private static final int LOOKS_WITHIN_HEADER_TIME = 10;

    private final FrontLimits limits;
    private final HttpEntry entry;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("front-", 0).factory());
    private final SlowHeads heads;
    private final Server server;
    private final JettyConnectors connectors;
    private int port;
    private OptionalInt tlsPort = OptionalInt.empty();
    private volatile boolean stopping;

    private JettyServer(InetSocketAddress address, FrontLimits limits, HttpEntry entry) {
        this.limits = limits;
        this.entry = entry;
        this.heads = new SlowHeads(limits.headerTime());
        this.server = new Server(pool());
        this.connectors = new JettyConnectors(server, limits, address);
        server.setHandler(new Entrance());
        server.setErrorHandler(JettyServer::refuse);
    }

    /// Listens and serves until closed.
    ///
    /// @throws PortInUseException if an address is taken
    /// @throws IOException if it cannot be listened on for another reason
    static JettyServer start(FrontAddress address, FrontLimits limits, HttpEntry entry) throws IOException {
        JettyServer started = new JettyServer(address.plain(), limits, entry);
        try {
            started.open(address);
            started.server.start();
        } catch (PortInUseException taken) {
            started.close();
            throw taken;
        } catch (Exception notStarted) {
            started.close();
            throw new IOException("cannot listen on " + address.plain() + ": " + notStarted.getMessage(), notStarted);
        }
        started.watchHeads();
        return started;
    }

    private void open(FrontAddress address) throws IOException {
        port = listening(address.plain(), "--port", connectors::openPlain);
        if (address.tls().isPresent()) {
            TlsListener tls = address.tls().get();
            tlsPort = OptionalInt.of(listening(
                    new InetSocketAddress(address.plain().getAddress(), tls.port()),
                    "--tls-port",
                    () -> connectors.openTls(tls)));
        }
        for (ServerConnector connector : connectors.all()) {
            connector.addBean(heads);
            server.addConnector(connector);
        }
        server.addBean(new NetworkConnectionLimit(limits.connections(), connectors.all()));
    }

    private interface Opening {
        int port() throws IOException;
    }

    private static int listening(InetSocketAddress address, String option, Opening opening) throws IOException {
        try {
            return opening.port();
        } catch (BindException taken) {
            throw new PortInUseException(address, option, taken);
        }
    }

    /// Its few platform threads watch the sockets; requests run on virtual ones.
    private QueuedThreadPool pool() {
        QueuedThreadPool pool = new QueuedThreadPool(8, 2);
        pool.setName("front");
        pool.setDaemon(true);
        pool.setVirtualThreadsExecutor(threads);
        return pool;
    }

    private void watchHeads() {
        if (server.isRunning()) {
            heads.look(System.nanoTime());
            long pause = limits.headerTime().toMillis() / LOOKS_WITHIN_HEADER_TIME + 1;
            var _ = server.getScheduler().schedule(this::watchHeads, pause, TimeUnit.MILLISECONDS);
        }
    }

    int port() {
        return port;
    }

    /// The TLS port; empty if TLS is not served.
    OptionalInt tlsPort() {
        return tlsPort;
    }

    /// Takes no new connections; on open ones, new requests are refused. The server's own shutdown
    /// would close idle connections, and clients could no longer ask for the gateway's health.
    ///
    /// @throws IOException if the port cannot be given up
    void stopAccepting() throws IOException {
        stopping = true;
        for (ServerConnector connector : connectors.all()) {
            connector.setAccepting(false);
            if (connector.getTransport() instanceof ServerSocketChannel listening) {
                listening.close();
            }
        }
    }

    private final class Entrance extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Connection connection = request.getConnectionMetaData().getConnection();
            heads.answering(connection);
            // The server's idle time is for readers; the router decides how long a model may be silent.
            request.addIdleTimeoutListener(_ -> false);
            JettyCall call = new JettyCall(request, response, () -> stopping);
            try {
                entry.handle(call);
                heads.answered(connection);
                callback.succeeded();
            } catch (IOException | RuntimeException broken) {
                callback.failed(broken);
            } finally {
                call.close();
            }
            return true;
        }
    }

    /// Answers input that is not a request, and failures outside of our own classes.
    private static boolean refuse(Request request, Response response, Callback callback) {
        int status = Math.max(response.getStatus(), 400);
        FrontAnswer answer = FrontAnswer.malformed(status, "the server cannot take this request");
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put("connection", "close");
        response.write(true, ByteBuffer.wrap(answer.body().toString().getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    /// Cuts requests that still run.
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception alreadyBroken) {
            throw new IllegalStateException("the front's server did not stop", alreadyBroken);
        } finally {
            threads.shutdownNow();
        }
    }
}

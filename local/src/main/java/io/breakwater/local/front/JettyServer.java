package io.breakwater.local.front;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Eclipse Jetty behind the front: HTTP/1.1 on one address, each request on a virtual thread of its own
/// (`docs/decisions`, the front's server).
final class JettyServer implements AutoCloseable {
    /// As many as come at once while the process is busy; the kernel's own limit (`net.core.somaxconn`) is
    /// often this.
    private static final int BACKLOG = 4_096;

    private static final int LOOKS_WITHIN_HEADER_TIME = 10;

    /// Paths are compared, never opened, and names of models may hold encoded slashes: only what cannot be
    /// decoded is refused.
    private static final UriCompliance ANY_PATH = UriCompliance.from(Set.of(
            Violation.AMBIGUOUS_PATH_SEGMENT,
            Violation.AMBIGUOUS_EMPTY_SEGMENT,
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_PARAMETER,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.SUSPICIOUS_PATH_CHARACTERS,
            Violation.BAD_UTF8_ENCODING,
            Violation.TRUNCATED_UTF8_ENCODING));

    private final FrontLimits limits;
    private final HttpEntry door;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("front-", 0).factory());
    private final SlowHeads heads;
    private final Server server;
    private final ServerConnector connector;
    private int port;
    private volatile boolean stopping;

    private JettyServer(InetSocketAddress address, FrontLimits limits, HttpEntry door) {
        this.limits = limits;
        this.door = door;
        this.heads = new SlowHeads(limits.headerTime());
        this.server = new Server(pool());
        this.connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http()));
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(limits.connectionIdle().toMillis());
        connector.addBean(heads);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.setHandler(new Entrance());
        server.setErrorHandler(JettyServer::refuse);
    }

    /// Listens and serves until closed.
    ///
    /// @throws BindException if the address is taken
    /// @throws IOException if it cannot be listened on for another reason
    static JettyServer start(InetSocketAddress address, FrontLimits limits, HttpEntry door) throws IOException {
        JettyServer started = new JettyServer(address, limits, door);
        try {
            started.connector.open();
            started.port = started.connector.getLocalPort();
            started.server.start();
        } catch (Exception notStarted) {
            started.close();
            throw ioException(address, notStarted);
        }
        started.watchHeads();
        return started;
    }

    private static IOException ioException(InetSocketAddress address, Exception trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException taken) {
                return taken;
            }
        }
        return new IOException("cannot listen on " + address + ": " + trouble.getMessage(), trouble);
    }

    /// Its few platform threads watch the sockets; requests run on virtual ones.
    private QueuedThreadPool pool() {
        QueuedThreadPool pool = new QueuedThreadPool(8, 2);
        pool.setName("front");
        pool.setDaemon(true);
        pool.setVirtualThreadsExecutor(threads);
        return pool;
    }

    private HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headerBytes());
        // Else a key in other letters, upper for lower case, would be read as the one before it on its connection.
        http.setHeaderCacheCaseSensitive(true);
        http.setUriCompliance(ANY_PATH);
        http.setIdleTimeout(limits.readerIdle().toMillis());
        return http;
    }

    private void watchHeads() {
        if (server.isRunning()) {
            heads.look(System.nanoTime());
            long pause = limits.headerTime().toMillis() / LOOKS_WITHIN_HEADER_TIME + 1;
            var _ = connector.getScheduler().schedule(this::watchHeads, pause, TimeUnit.MILLISECONDS);
        }
    }

    int port() {
        return port;
    }

    /// Takes no new connection; on those that are open, new requests are refused. The server's own way would close
    /// the ones that rest, and nobody could ask how the gateway is.
    ///
    /// @throws IOException if the port cannot be given up
    void stopAccepting() throws IOException {
        stopping = true;
        connector.setAccepting(false);
        if (connector.getTransport() instanceof ServerSocketChannel listening) {
            listening.close();
        }
    }

    private final class Entrance extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Connection connection = request.getConnectionMetaData().getConnection();
            heads.answering(connection);
            // The server's idle time is for readers; how long a model may be silent is for the router to say.
            request.addIdleTimeoutListener(_ -> false);
            JettyCall call = new JettyCall(request, response, () -> stopping);
            try {
                door.handle(call);
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

    /// Answers what is no request, or failed outside of the front's own classes.
    private static boolean refuse(Request request, Response response, Callback callback) {
        int status = Math.max(response.getStatus(), 400);
        FrontAnswer answer = FrontAnswer.malformed(status, "the server cannot take this request");
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put("connection", "close");
        response.write(true, ByteBuffer.wrap(answer.body().toString().getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    /// Cuts whatever still runs.
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

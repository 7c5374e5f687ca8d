package io.breakwater.local.front;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// The sockets of the front's server: HTTP/1.1 and HTTP/2, in clear and over TLS. In clear a client that begins with
/// HTTP/2 at once is understood ("Starting HTTP/2 with Prior Knowledge", RFC 9113 section 3.3), as the AWS SDK for
/// JavaScript does; over TLS both sides agree by ALPN.
final class JettyConnectors {
    /// As many as come at once while the process is busy; the kernel's own limit (`net.core.somaxconn`) is
    /// often this.
    private static final int BACKLOG = 4_096;

    /// Requests at once on one HTTP/2 connection. Each may be a model that writes for minutes, and clients that share
    /// a connection wait beyond it.
    private static final int STREAMS = 1_024;

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

    private final Server server;
    private final FrontLimits limits;
    private final InetSocketAddress address;
    private final List<ServerConnector> open = new ArrayList<>();

    JettyConnectors(Server server, FrontLimits limits, InetSocketAddress address) {
        this.server = server;
        this.limits = limits;
        this.address = address;
    }

    /// Those that have been opened, in this order.
    ServerConnector[] all() {
        return open.toArray(ServerConnector[]::new);
    }

    /// @return the port
    /// @throws BindException if the address is taken
    /// @throws IOException if it cannot be listened on for another reason
    int openPlain() throws IOException {
        HttpConfiguration http = http();
        return opened(
                address.getPort(),
                new ServerConnector(
                        server, 0, 1, new HttpConnectionFactory(http), limited(JettyHttp2.priorKnowledge(http))));
    }

    /// @return the port
    /// @throws BindException if the address is taken, and another port is not as good
    /// @throws IOException if it cannot be listened on for another reason
    int openTls(TlsListener tls) throws IOException {
        try {
            return opened(tls.port(), tlsConnector(tls.identity()));
        } catch (BindException taken) {
            if (!tls.preferred()) {
                throw taken;
            }
            return opened(0, tlsConnector(tls.identity()));
        }
    }

    private ServerConnector tlsConnector(TlsIdentity identity) {
        HttpConfiguration http = http();
        // Whatever name leads here: the certificate is for the client to check.
        http.addCustomizer(new SecureRequestCustomizer(false));
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        return new ServerConnector(
                server,
                0,
                1,
                new SslConnectionFactory(context(identity), alpn.getProtocol()),
                alpn,
                limited(JettyHttp2.agreed(http)),
                new HttpConnectionFactory(http));
    }

    private static SslContextFactory.Server context(TlsIdentity identity) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(identity.keys());
        context.setKeyStorePassword(identity.password());
        return context;
    }

    private static <T extends AbstractHTTP2ServerConnectionFactory> T limited(T factory) {
        factory.setMaxConcurrentStreams(STREAMS);
        return factory;
    }

    private int opened(int port, ServerConnector connector) throws IOException {
        connector.setHost(address.getHostString());
        connector.setPort(port);
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(limits.connectionIdle().toMillis());
        listen(connector);
        open.add(connector);
        return connector.getLocalPort();
    }

    /// Jetty wraps the exception that says that an address is taken.
    private static void listen(ServerConnector connector) throws IOException {
        try {
            connector.open();
        } catch (IOException trouble) {
            for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException taken) {
                    throw taken;
                }
            }
            throw trouble;
        }
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
}

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

/// The server's sockets: HTTP/1.1 and HTTP/2, in clear text and over TLS. In clear text, a client may
/// begin with HTTP/2 at once ("Starting HTTP/2 with Prior Knowledge", RFC 9113 section 3.3), as the AWS
/// SDK for JavaScript does; over TLS both sides agree by ALPN.
final class JettyConnectors {
    /// The connections that may wait while the process is busy; often also the kernel's own limit
    /// (`net.core.somaxconn`).
    private static final int BACKLOG = 4_096;

    /// The most parallel requests on one HTTP/2 connection. Each may run for minutes, and clients that
    /// share a connection wait for a place.
    private static final int STREAMS = 1_024;

    /// Paths are compared, never opened, and names of models may have encoded slashes: only paths that
    /// cannot be decoded are refused.
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

    /// The opened connectors, in the order of opening.
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
        // Accepts any host name: the client checks the certificate.
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
        // Otherwise a key that differs only in upper and lower case from the previous one on its
        // connection would be read as that one.
        http.setHeaderCacheCaseSensitive(true);
        http.setUriCompliance(ANY_PATH);
        http.setIdleTimeout(limits.readerIdle().toMillis());
        return http;
    }
}

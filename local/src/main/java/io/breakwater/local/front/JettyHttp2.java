package io.breakwater.local.front;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// HTTP/2 that ends answers when their client closes its side of the connection. By default the server
/// goes on writing after a GOAWAY (`HTTP2Session`, "input_shutdown"): until the flow-control window is
/// full, which no client opens any more, and then until the time limit for readers. The AWS SDK for
/// JavaScript disconnects like this.
final class JettyHttp2 {
    private JettyHttp2() {}

    /// HTTP/2 over TLS, agreed by ALPN.
    static HTTP2ServerConnectionFactory agreed(HttpConfiguration http) {
        return new Agreed(http);
    }

    /// HTTP/2 in clear text, for clients that begin with it.
    static HTTP2CServerConnectionFactory priorKnowledge(HttpConfiguration http) {
        return new PriorKnowledge(http);
    }

    private static final class Agreed extends HTTP2ServerConnectionFactory {
        Agreed(HttpConfiguration http) {
            super(http);
        }

        @Override
        protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
            return new Listener(this, endPoint);
        }

        private static final class Listener extends HTTPServerSessionListener {
            private volatile boolean leaving;

            Listener(HTTP2ServerConnectionFactory factory, EndPoint endPoint) {
                factory.super(endPoint);
            }

            @Override
            public void onGoAway(Session session, GoAwayFrame frame) {
                leaving = true;
                super.onGoAway(session, frame);
            }

            @Override
            public void onFailure(Session session, Throwable failure, Callback callback) {
                if (leaving) {
                    endAnswers(session);
                }
                super.onFailure(session, failure, callback);
            }
        }
    }

    /// A client that asks for an upgrade from HTTP/1.1 stays with HTTP/1.1 ("HTTP Upgrade header
    /// field", RFC 9113 section 3.1, deprecates it): the body of such a request would be lost.
    private static final class PriorKnowledge extends HTTP2CServerConnectionFactory {
        PriorKnowledge(HttpConfiguration http) {
            super(http);
        }

        @Override
        public @Nullable Connection upgradeConnection(
                Connector connector, EndPoint endPoint, MetaData.Request request, HttpFields.Mutable answered) {
            return request.getHttpVersion() == HttpVersion.HTTP_2
                    ? super.upgradeConnection(connector, endPoint, request, answered)
                    : null;
        }

        @Override
        protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
            return new Agreed.Listener(this, endPoint);
        }
    }

    /// Resets the streams, so that any current or later write fails.
    private static void endAnswers(Session session) {
        for (Stream stream : session.getStreams()) {
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
        }
    }
}

package io.breakwater.local.front;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.NegotiatingServerConnection;

/// Cuts connections on which the head of a request has begun but does not end. A limit on the time
/// between two bytes does not find them: a client that sends one byte every few seconds is never idle.
final class SlowHeads implements Connection.Listener {
    private final long longestNanos;
    private final Map<Connection, Head> heads = new ConcurrentHashMap<>();

    /// What is known of a connection.
    private static final class Head {
        private long bytesBefore;
        private long begunNanos;
        private boolean begun;
        private boolean answering;
    }

    SlowHeads(Duration longest) {
        longestNanos = longest.toNanos();
    }

    @Override
    public void onOpened(Connection connection) {
        if (hasHeads(connection)) {
            heads.put(connection, new Head());
        }
    }

    /// Whether a connection has heads in this sense. The content of TLS is a connection of its own, and
    /// HTTP/2 has frames at any time: a client may keep an idle connection open and send pings.
    private static boolean hasHeads(Connection connection) {
        return !(connection instanceof SslConnection
                || connection instanceof NegotiatingServerConnection
                || connection instanceof HTTP2Connection);
    }

    @Override
    public void onClosed(Connection connection) {
        heads.remove(connection);
    }

    /// A head is whole.
    void answering(Connection connection) {
        change(connection, true);
    }

    /// The answer is complete; the next bytes belong to the next head.
    void answered(Connection connection) {
        change(connection, false);
    }

    private void change(Connection connection, boolean answering) {
        heads.computeIfPresent(connection, (_, head) -> {
            head.answering = answering;
            head.begun = false;
            head.bytesBefore = connection.getBytesIn();
            return head;
        });
    }

    /// Checks all connections; call it several times within the limit.
    void look(long nowNanos) {
        heads.keySet()
                .forEach(connection -> heads.computeIfPresent(connection, (_, head) -> {
                    if (isLate(head, connection.getBytesIn(), nowNanos)) {
                        connection.close();
                    }
                    return head;
                }));
    }

    private boolean isLate(Head head, long bytes, long nowNanos) {
        if (head.answering || bytes == head.bytesBefore) {
            return false;
        }
        if (!head.begun) {
            head.begun = true;
            head.begunNanos = nowNanos;
        }
        return nowNanos - head.begunNanos > longestNanos;
    }
}

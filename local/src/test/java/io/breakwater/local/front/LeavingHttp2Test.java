package io.breakwater.local.front;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.router.ProxyHandler;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that leave in the middle of an answer over HTTP/2, frame by frame ("Frame Definitions", RFC
/// 9113 section 6).
@Timeout(60)
class LeavingHttp2Test {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int END_STREAM_AND_HEADERS = 0x5;

    private final CompletableFuture<Throwable> noticed = new CompletableFuture<>();
    private final CountDownLatch resumed = new CountDownLatch(1);

    /// Writes for as long as there is a reader, after a pause that the test ends.
    private final ProxyHandler endless = (event, deadline, sink) -> {
        sink.begin(200, Map.of());
        sink.write(new byte[1_000]);
        assertThat(resumed.await(20, TimeUnit.SECONDS)).isTrue();
        try {
            while (true) {
                sink.write(new byte[1_000]);
            }
        } catch (IOException gone) {
            noticed.complete(gone);
            throw gone;
        }
    };

    private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length & 0xffff);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    /// A head in HPACK's literals; HTTP/2's own header names are those of the static table (RFC 7541,
    /// appendix A).
    private static byte[] head(String key) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86});
        literal(head, 4, "/v1/x");
        literal(head, 1, "localhost");
        head.write(0);
        text(head, "x-api-key");
        text(head, key);
        return head.toByteArray();
    }

    private static void literal(ByteArrayOutputStream head, int name, String value) {
        head.write(name);
        text(head, value);
    }

    private static void text(ByteArrayOutputStream head, String text) {
        head.write(text.length());
        head.writeBytes(text.getBytes(US_ASCII));
    }

    private static DataOutputStream asking(RunningFront front, Socket socket) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        frame(out, SETTINGS, 0, 0, new byte[0]);
        frame(out, HEADERS, END_STREAM_AND_HEADERS, 1, head(front.chat));
        return out;
    }

    private static void readUntil(int wanted, Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int type;
        do {
            int length = (in.readUnsignedByte() << 16) + in.readUnsignedShort();
            type = in.readUnsignedByte();
            in.skipNBytes(5L + length);
        } while (type != wanted);
    }

    private interface Leaving {
        void of(Socket socket, DataOutputStream out) throws IOException;
    }

    private void leaves(boolean inAPause, Leaving leaving) throws Exception {
        try (RunningFront front = new RunningFront(endless);
                Socket socket = front.socket()) {
            DataOutputStream out = asking(front, socket);
            readUntil(DATA, socket);
            if (!inAPause) {
                resumed.countDown();
                readUntil(DATA, socket);
            }
            leaving.of(socket, out);
            if (inAPause) {
                readUntil(RST_STREAM, socket);
                resumed.countDown();
            }

            assertThat(noticed.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            assertThat(front.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_connection_that_is_said_to_end_and_closed_on_its_side_has_no_reader(boolean inAPause) throws Exception {
        leaves(inAPause, (socket, out) -> {
            frame(out, GOAWAY, 0, 0, new byte[8]);
            socket.shutdownOutput();
        });
    }

    /// The client does not leave during a pause: a write at the moment of such a close sometimes waits
    /// for the time limit for readers.
    @Test
    void a_connection_that_is_closed_on_its_side_has_no_reader() throws Exception {
        leaves(false, (socket, out) -> socket.shutdownOutput());
    }

    @Test
    void a_stream_that_is_reset_has_no_reader() throws Exception {
        leaves(false, (socket, out) -> frame(out, RST_STREAM, 0, 1, new byte[4]));
    }
}

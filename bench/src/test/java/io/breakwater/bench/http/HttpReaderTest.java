package io.breakwater.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HttpReaderTest {
    private final AtomicLong clock = new AtomicLong();

    @Test
    void an_announced_body_is_read_to_its_end_and_no_further() throws IOException {
        HttpReader reader = reading("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 404 Not Found\r\n"
                + "content-length: 1\r\n\r\nc");
        HttpAnswer first = reader.read();
        HttpAnswer second = reader.read();
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text()).isEqualTo("ab");
        assertThat(second.status()).isEqualTo(404);
        assertThat(second.text()).isEqualTo("c");
    }

    @Test
    void chunks_are_joined() throws IOException {
        HttpReader reader = reading(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "3\r\nabc\r\n0B;name=value\r\n0123456789!\r\n0\r\n\r\nHTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");
        assertThat(reader.read().text()).isEqualTo("abc0123456789!");
        assertThat(reader.read().status()).isEqualTo(204);
    }

    @Test
    void an_answer_that_comes_byte_by_byte_is_the_same() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n";
        assertThat(new HttpReader(byteByByte(answer), clock::incrementAndGet)
                        .read()
                        .text())
                .isEqualTo("ok");
    }

    @Test
    void the_first_byte_of_the_body_is_timed_once() throws IOException {
        clock.set(41);
        HttpAnswer answer =
                reading("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc").read();
        assertThat(answer.firstByteNanos()).isEqualTo(42);
    }

    @Test
    void a_connection_that_ends_inside_an_answer_is_no_answer() {
        assertThatThrownBy(() -> reading("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab")
                        .read())
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> reading("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n")
                        .read())
                .isInstanceOf(EOFException.class);
    }

    @Test
    void what_is_no_answer_is_refused_with_what_came() {
        assertThatThrownBy(() -> reading("SSH-2.0-OpenSSH\r\n").read())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("SSH-2.0");
        assertThatThrownBy(() -> reading("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n").read())
                .hasMessageContaining("how long");
    }

    private HttpReader reading(String bytes) {
        return new HttpReader(stream(bytes), clock::incrementAndGet);
    }

    private static ByteArrayInputStream stream(String bytes) {
        return new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// A network that delivers one byte at a time.
    private static InputStream byteByByte(String bytes) {
        ByteArrayInputStream whole = stream(bytes);
        return new InputStream() {
            @Override
            public int read() {
                return whole.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return whole.read(into, offset, Math.min(1, length));
            }
        };
    }
}

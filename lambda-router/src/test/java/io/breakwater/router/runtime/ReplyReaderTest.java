package io.breakwater.router.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.SplitBytes;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyReaderTest {
    @Test
    void a_body_in_chunks_is_put_together_and_its_trailers_are_passed_over() throws IOException {
        String chunks = "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: v\r\n\r\n";

        RuntimeReply reply = read("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + chunks);

        assertThat(new String(reply.body(), StandardCharsets.US_ASCII)).isEqualTo("abc0123456789");
    }

    @Test
    void answers_are_the_same_wherever_the_network_splits_them() throws IOException {
        byte[] both =
                ("HTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"
                                + "HTTP/1.1 202 Accepted\r\nContent-Length: 4\r\n\r\nGrü")
                        .getBytes(StandardCharsets.UTF_8);

        for (int place : SplitBytes.places(both).toArray()) {
            ReplyReader reader = new ReplyReader(SplitBytes.at(both, place));
            RuntimeReply first = reader.read();
            assertThat(first.header("a")).as("split at %d", place).contains("b");
            assertThat(first.body()).as("split at %d", place).asString().isEqualTo("abc0123456789");
            assertThat(reader.read().body())
                    .as("split at %d", place)
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("Grü");
        }
    }

    @Test
    void a_header_is_found_whatever_its_case() throws IOException {
        assertThat(read("HTTP/1.1 204\r\nconnection: Close\r\n\r\n").closes()).isTrue();
    }

    @Test
    void a_body_cut_short_is_an_error_not_a_shorter_body() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc"))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("3 of 5");
    }

    @Test
    void what_is_not_http_is_refused_with_what_came() {
        for (String text : new String[] {
            "SSH-2.0-x\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
        }) {
            assertThatThrownBy(() -> read(text))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("expected");
        }
    }

    @Test
    void a_line_without_end_is_refused() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nA: " + "a".repeat(70_000)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("longer than");
    }

    private static RuntimeReply read(String text) throws IOException {
        return new ReplyReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))).read();
    }
}

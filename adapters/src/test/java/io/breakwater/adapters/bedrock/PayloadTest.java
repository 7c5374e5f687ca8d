package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// The last piece may be used only in part, and the writer has a buffer of its own.
    @Test
    void a_large_body_is_copied_once_when_it_is_written_and_not_when_it_is_signed_and_sent() throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode body = json.createObjectNode().put("text", "Some words of a prompt. ".repeat(180_000));
        Payload warm = new Payload();
        json.writeValue(warm, body);
        sent(warm);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        Payload payload = new Payload();
        json.writeValue(payload, body);
        long written = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(sent(payload)).isEqualTo(payload.length());
        assertThat(sent(payload)).isEqualTo(payload.length());
        long read = THREADS.getCurrentThreadAllocatedBytes() - before - written;

        assertThat(written).isLessThan(payload.length() * 12 / 10);
        assertThat(read).isLessThan(200_000);
    }

    private static long sent(Payload payload) throws IOException {
        byte[] buffer = new byte[8_192];
        long bytes = 0;
        try (InputStream in = payload.read()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_095, 4_096, 4_097, 12_288, 262_144, 1_048_577, 4_500_000})
    void what_was_written_is_read_as_often_as_it_is_asked_for(int bytes) throws IOException {
        SplittableRandom random = new SplittableRandom(bytes);
        Payload payload = new Payload();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        while (written.size() < bytes) {
            byte[] piece = new byte[Math.min(random.nextInt(1, 20_000), bytes - written.size())];
            random.nextBytes(piece);
            int alone = random.nextInt(piece.length);
            payload.write(piece, 0, alone);
            payload.write(piece[alone]);
            payload.write(piece, alone + 1, piece.length - alone - 1);
            written.write(piece);
        }

        assertThat(payload.length()).isEqualTo(bytes);
        assertThat(payload.read().readAllBytes()).isEqualTo(written.toByteArray());
        assertThat(payload.read().readAllBytes()).isEqualTo(written.toByteArray());
    }
}

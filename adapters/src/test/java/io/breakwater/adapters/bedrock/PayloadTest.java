package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

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

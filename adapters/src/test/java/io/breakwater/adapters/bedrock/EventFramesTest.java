package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.SplitBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.Message;

class EventFramesTest {

    private static byte[] two() {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(EventMessages.DELTA);
        both.writeBytes(EventMessages.METADATA);
        return both.toByteArray();
    }

    private static List<String> types(InputStream in) throws IOException {
        EventFrames frames = new EventFrames(in);
        List<String> types = new ArrayList<>();
        for (Optional<Message> next = frames.next(); next.isPresent(); next = frames.next()) {
            types.add(next.get().getHeaders().get(":event-type").getString());
        }
        return types;
    }

    @Test
    void messages_are_found_wherever_the_network_splits_them() throws IOException {
        byte[] both = two();
        for (int at : SplitBytes.places(both).toArray()) {
            assertThat(types(SplitBytes.at(both, at)))
                    .as("split at %d", at)
                    .containsExactly("contentBlockDelta", "metadata");
        }
    }

    @Test
    void a_stream_that_ends_inside_a_message_is_broken_wherever_it_ends() {
        for (int length = 1; length < EventMessages.DELTA.length; length++) {
            byte[] cut = Arrays.copyOf(EventMessages.DELTA, length);

            assertThatThrownBy(() -> types(new ByteArrayInputStream(cut)))
                    .as("cut after %d", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void no_bytes_are_a_clean_end() throws IOException {
        assertThat(types(InputStream.nullInputStream())).isEmpty();
    }

    @Test
    void a_message_with_any_bit_turned_over_is_never_taken_for_whole() {
        for (int at = 0; at < EventMessages.DELTA.length; at++) {
            byte[] garbled = EventMessages.DELTA.clone();
            garbled[at] ^= 1;

            assertThatThrownBy(() -> types(new ByteArrayInputStream(garbled)))
                    .as("bit of byte %d", at)
                    .isInstanceOfAny(IllegalArgumentException.class, EOFException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 25 * 1024 * 1024 + 1})
    void a_length_that_cannot_be_is_refused_before_memory_is_set_aside(int length) {
        byte[] head = ByteBuffer.allocate(64).putInt(length).array();

        assertThatThrownBy(() -> types(new ByteArrayInputStream(head)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(length));
    }
}

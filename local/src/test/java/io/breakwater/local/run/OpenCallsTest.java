package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.call.ModelStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The calls that a stop breaks off.
class OpenCallsTest {
    @Test
    void a_stream_that_fails_to_close_keeps_no_other_open() {
        AtomicInteger closed = new AtomicInteger();
        OpenCalls calls = new OpenCalls();
        for (int stream = 0; stream < 3; stream++) {
            calls.track(new ModelStream() {
                @Override
                public Piece next() {
                    return new Piece.End();
                }

                @Override
                public void close() {
                    if (closed.incrementAndGet() == 1) {
                        throw new IllegalStateException("its connection is gone");
                    }
                }
            });
        }
        assertThatThrownBy(calls::breakOff).hasMessage("its connection is gone");
        assertThat(closed).hasValue(3);
    }

    @Test
    void ten_thousand_streams_that_all_fail_to_close_are_told_as_one_failure() {
        OpenCalls calls = new OpenCalls();
        for (int stream = 0; stream < 10_000; stream++) {
            calls.track(new ModelStream() {
                @Override
                public Piece next() {
                    return new Piece.End();
                }

                @Override
                public void close() {
                    throw new IllegalStateException("its connection is gone");
                }
            });
        }
        assertThatThrownBy(calls::breakOff)
                .hasMessage("its connection is gone")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(9_999));
    }
}

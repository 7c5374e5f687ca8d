package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QueuedOutputTest {
    private static final Pattern LEFT_OUT = Pattern.compile("(\\d+) lines were dropped here");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// A reader that takes a line only when the test tells it to.
    private static final class Reader extends OutputStream {
        private final Semaphore mayTake = new Semaphore(0);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(int one) {
            throw new AssertionError("lines are written whole");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            mayTake.acquireUninterruptibly();
            taken.write(bytes, offset, length);
        }

        String text() {
            return taken.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void lines_come_in_order_and_all_of_them_while_somebody_reads() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        QueuedOutput queue = QueuedOutput.to(out, 1_000_000);
        PrintStream printing = queue.printing();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            printing.println("line " + i);
            all.append("line ").append(i).append(System.lineSeparator());
        }
        queue.awaitWritten(PATIENCE);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(all.toString());
    }

    @Test
    void who_writes_never_waits_for_a_reader_and_the_reader_learns_what_was_left_out() {
        Reader reader = new Reader();
        QueuedOutput queue = QueuedOutput.to(reader, 1_000);
        PrintStream printing = queue.printing();
        for (int i = 0; i < 10_000; i++) {
            printing.println("a line of twenty bytes");
        }
        reader.mayTake.release(1_000);
        queue.awaitWritten(PATIENCE);
        printing.println("the next");
        queue.awaitWritten(PATIENCE);

        long read =
                reader.text().lines().filter("a line of twenty bytes"::equals).count();
        long leftOut = LEFT_OUT.matcher(reader.text())
                .results()
                .mapToLong(told -> Long.parseLong(told.group(1)))
                .sum();
        assertThat(read).isBetween(1L, 100L);
        assertThat(read + leftOut).as("nothing is missing that was not told").isEqualTo(10_000);
        assertThat(reader.text()).endsWith("lines were dropped here, because they were not read\nthe next\n");
    }
}

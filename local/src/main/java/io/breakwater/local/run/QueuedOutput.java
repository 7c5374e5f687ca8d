package io.breakwater.local.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lines for a stream whose reader may be slow or not read at all: requests never wait for it. Lines
/// that do not fit into the queue are dropped, and the next line that fits says how many.
final class QueuedOutput extends OutputStream {
    private final OutputStream out;
    private final long mostBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Queue<byte[]> lines = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long queuedBytes;
    private long leftOut;
    private boolean writing;

    private QueuedOutput(OutputStream out, long mostBytes) {
        this.out = out;
        this.mostBytes = mostBytes;
    }

    /// @param mostBytes how much may wait to be written
    static QueuedOutput to(OutputStream out, long mostBytes) {
        QueuedOutput queue = new QueuedOutput(out, mostBytes);
        Thread.ofPlatform().daemon().name("output").start(queue::writeAll);
        return queue;
    }

    PrintStream printing() {
        return new PrintStream(this, true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            for (int i = offset; i < offset + length; i++) {
                line.write(bytes[i]);
                if (bytes[i] == '\n') {
                    enqueue(line.toByteArray());
                    line.reset();
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(byte[] whole) {
        if (queuedBytes + whole.length > mostBytes) {
            leftOut++;
            return;
        }
        if (leftOut > 0) {
            add((leftOut + " lines were dropped here, because they were not read\n").getBytes(StandardCharsets.UTF_8));
            leftOut = 0;
        }
        add(whole);
    }

    private void add(byte[] whole) {
        lines.add(whole);
        queuedBytes += whole.length;
    }

    /// Waits until all is written, but no longer than this.
    void awaitWritten(Duration most) {
        long left = most.toNanos();
        lock.lock();
        try {
            while ((writing || !lines.isEmpty()) && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        try {
            while (true) {
                out.write(next());
                out.flush();
                written();
            }
        } catch (IOException | InterruptedException readerGone) {
            written();
        }
    }

    private byte[] next() throws InterruptedException {
        lock.lock();
        try {
            while (lines.isEmpty()) {
                changed.await();
            }
            writing = true;
            byte[] next = lines.remove();
            queuedBytes -= next.length;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void written() {
        lock.lock();
        try {
            writing = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

package io.breakwater.local.run;

import io.breakwater.call.EachInTurn;
import io.breakwater.call.ModelStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The running calls to models, which can be broken off together.
final class OpenCalls {
    private final Set<Thread> waiting = new HashSet<>();
    private final Set<ModelStream> streams = new HashSet<>();

    /// Runs a call that waits for its answer on this thread. When it returns, the thread's interrupt is
    /// cleared, since the code that follows writes to ledgers.
    <T> T interruptibly(Supplier<T> call) {
        enter(Thread.currentThread());
        try {
            return call.get();
        } finally {
            leave(Thread.currentThread());
        }
    }

    private synchronized void enter(Thread thread) {
        waiting.add(thread);
    }

    private synchronized void leave(Thread thread) {
        if (!waiting.remove(thread)) {
            var _ = Thread.interrupted();
        }
    }

    synchronized <S extends ModelStream> S track(S stream) {
        streams.add(stream);
        return stream;
    }

    synchronized void forget(ModelStream stream) {
        streams.remove(stream);
    }

    /// Interrupts calls that wait for an answer, and closes streams. One that fails to close keeps no
    /// other open.
    void breakOff() {
        EachInTurn.run(opened(), ModelStream::close);
    }

    private synchronized List<ModelStream> opened() {
        waiting.forEach(Thread::interrupt);
        waiting.clear();
        return List.copyOf(streams);
    }
}

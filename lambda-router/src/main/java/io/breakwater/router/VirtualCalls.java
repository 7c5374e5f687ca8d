package io.breakwater.router;

import io.breakwater.call.ParallelCalls;
import java.util.List;
import java.util.stream.Gatherers;

/// Makes the calls of one request on virtual threads, so many at once that one request takes no account's minute from
/// all
/// others.
final class VirtualCalls implements ParallelCalls {
    static final int MOST = 16;

    /// Carries an interruption through a stream.
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted(InterruptedException cause) {
            super(cause);
        }
    }

    @Override
    public <T, R> List<R> map(List<T> each, Call<T, R> call) throws InterruptedException {
        try {
            return each.stream()
                    .gather(Gatherers.mapConcurrent(MOST, one -> made(call, one)))
                    .toList();
        } catch (Interrupted told) {
            Thread.currentThread().interrupt();
            throw new InterruptedException("told to stop while calls ran");
        }
    }

    private static <T, R> R made(Call<T, R> call, T one) {
        try {
            return call.of(one);
        } catch (InterruptedException told) {
            throw new Interrupted(told);
        }
    }
}

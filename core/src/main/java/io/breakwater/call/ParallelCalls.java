package io.breakwater.call;

import java.util.ArrayList;
import java.util.List;

/// Runs the parallel calls of one request, on threads that the adapters provide.
public interface ParallelCalls {
    /// One after the other.
    ParallelCalls IN_TURN = new ParallelCalls() {
        @Override
        public <T, R> List<R> map(List<T> each, Call<T, R> call) throws InterruptedException {
            List<R> results = new ArrayList<>(each.size());
            for (T one : each) {
                results.add(call.of(one));
            }
            return results;
        }
    };

    /// The results, in the order of the arguments.
    ///
    /// @throws InterruptedException if the thread is told to stop while it waits
    <T, R> List<R> map(List<T> each, Call<T, R> call) throws InterruptedException;

    /// One of the calls.
    interface Call<T, R> {
        R of(T one) throws InterruptedException;
    }
}

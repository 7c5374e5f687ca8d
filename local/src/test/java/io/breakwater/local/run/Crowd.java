package io.breakwater.local.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// This many clients at once, each of which makes its next call when it has the answer to the previous
/// one.
record Crowd(int clients) {

    /// One call, by its number.
    @FunctionalInterface
    interface Call<T> {
        T make(int number) throws Exception;
    }

    static Crowd of(int clients) {
        return new Crowd(clients);
    }

    /// The answers to this many calls, in the order of their numbers.
    <T> List<T> calls(int calls, Call<T> call) throws Exception {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(clients, Thread.ofVirtual().factory())) {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                int number = i;
                tasks.add(() -> call.make(number));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}

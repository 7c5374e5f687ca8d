package io.breakwater.adapters.dynamodb;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Gatherers;

/// Asks a store about many things, with a bound on parallel questions: 10,000 answers of 5 ms each come
/// within 4 s instead of 50.
public final class BoundedParallel {
    /// Well below the connections of a client (50, `Apache5HttpClient`), so that none waits for one.
    static final int MOST = 16;

    /// The answers in the order of the questions. The first question that fails ends it.
    public static <T, R> List<R> map(Collection<T> questions, Function<T, R> ask) {
        return questions.stream().gather(Gatherers.mapConcurrent(MOST, ask)).toList();
    }

    private BoundedParallel() {}
}

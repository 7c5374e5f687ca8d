package io.breakwater.bench;

import java.time.Duration;

/// How long each part of a run takes.
///
/// @param startUps starts of `scripts/local`
/// @param warmUp of each subject, which the JIT compiler needs
/// @param rounds of each subject and number of connections
/// @param round the length of one
/// @param streamRounds of each subject
record Schedule(int startUps, Duration warmUp, int rounds, Duration round, int streamRounds) {
    /// About half a minute.
    static final Schedule QUICK = new Schedule(1, Duration.ofSeconds(3), 3, Duration.ofMillis(500), 1);

    /// About three minutes.
    static final Schedule FULL = new Schedule(3, Duration.ofSeconds(10), 7, Duration.ofSeconds(2), 2);
}

package io.breakwater.bench;

import java.time.Duration;

/// How long each part of a run takes.
///
/// @param startUps starts of `scripts/local`
/// @param warmUp of each subject, which the JIT compiler needs
/// @param rounds of each subject and number of connections
/// @param round the length of one
/// @param streamWarmUps rounds of short streams of each subject
/// @param streamRounds of each subject
record Schedule(int startUps, Duration warmUp, int rounds, Duration round, int streamWarmUps, int streamRounds) {
    /// Half a minute to a minute: the JIT compiler has not finished by then.
    static final Schedule QUICK = new Schedule(1, Duration.ofSeconds(3), 3, Duration.ofMillis(500), 2, 1);

    /// About three minutes.
    static final Schedule FULL = new Schedule(3, Duration.ofSeconds(10), 7, Duration.ofSeconds(2), 6, 2);
}

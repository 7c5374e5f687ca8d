package io.breakwater.fleet;

import java.time.Duration;

/// How fast models answer.
///
/// @param firstMillis the median time until the first token
/// @param firstSigma the standard deviation of its logarithm
/// @param tokensPerSecond the rate after the first token
record ModelPace(double firstMillis, double firstSigma, int tokensPerSecond) {
    static final ModelPace USUAL = new ModelPace(600, 0.5, 80);

    /// The time until a connection is there.
    static final Duration CONNECT = Duration.ofMillis(20);

    /// The mean time of an answer of this many tokens, until its last token.
    static double meanSeconds(double outputTokens) {
        double first = USUAL.firstMillis() * Math.exp(USUAL.firstSigma() * USUAL.firstSigma() / 2);
        return (CONNECT.toMillis() + first) / 1_000 + outputTokens / USUAL.tokensPerSecond();
    }
}

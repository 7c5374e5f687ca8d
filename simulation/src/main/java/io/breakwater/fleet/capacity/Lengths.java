package io.breakwater.fleet.capacity;

/// How long texts are, in tokens: lognormal, by the median and the 99th percentile.
///
/// @param p50 the median; 0 if there is no text at all, as in the answer to an embedding
public record Lengths(long p50, long p99) {
    /// The 99th percentile of the normal distribution, in standard deviations.
    private static final double Z99 = 2.326347874;

    /// The longest text, in tokens: what a body of 4,500,000 bytes holds, at 3.5 bytes a token.
    static final long MOST = 1_250_000;

    /// @throws IllegalArgumentException if the median is negative, or the 99th percentile is below it
    public Lengths {
        if (p50 < 0 || p99 < p50) {
            throw new IllegalArgumentException("lengths need 0 <= p50 <= p99, got p50=%d p99=%d".formatted(p50, p99));
        }
    }

    /// The lengths with this mean and this ratio; the 99th percentile is at most the longest text.
    ///
    /// @param ratio the ratio of the 99th percentile to the median, at least 1
    public static Lengths ofMean(double mean, double ratio) {
        double sigma = Math.log(ratio) / Z99;
        long p50 = Math.round(mean / Math.exp(sigma * sigma / 2));
        return new Lengths(p50, Math.max(p50, Math.min(MOST, Math.round(p50 * ratio))));
    }

    /// The standard deviation of the lengths' logarithm.
    public double sigma() {
        return p50 == 0 ? 0 : Math.log((double) p99 / p50) / Z99;
    }

    /// `p50 x exp(sigma^2 / 2)`.
    public double mean() {
        return p50 * Math.exp(sigma() * sigma() / 2);
    }

    /// The mean if longer texts end at a bound.
    public double mean(double bound) {
        double sigma = sigma();
        if (p50 == 0 || sigma == 0) {
            return Math.min((double) p50, bound);
        }
        double z = Math.log(bound / p50) / sigma;
        return mean() * normal(z - sigma) + bound * (1 - normal(z));
    }

    /// The share of the normal distribution below `z`, to 7.5e-8 (Abramowitz and Stegun, 26.2.17).
    private static double normal(double z) {
        if (z < 0) {
            return 1 - normal(-z);
        }
        double t = 1 / (1 + 0.2316419 * z);
        double tail = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return 1 - tail * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}

package io.breakwater.bench.report;

import io.breakwater.bench.load.StreamSample;

/// One round of concurrent streams.
///
/// @param heapPeakMiB an upper bound of the heap in use at once
/// @param heapAfterMiB the heap in use after a full collection
public record StreamRound(
        String subject,
        int opened,
        int complete,
        double firstPieceP50Millis,
        double firstPieceP99Millis,
        double wholeP50Millis,
        double wholeP99Millis,
        double heapPeakMiB,
        double heapAfterMiB) {
    private static final double MIB = 1024.0 * 1024.0;

    public static StreamRound of(String subject, StreamSample sample, long heapPeakBytes, long heapAfterBytes) {
        return new StreamRound(
                subject,
                sample.opened(),
                sample.complete(),
                Round.millis(sample.firstPiece().percentile(50)),
                Round.millis(sample.firstPiece().percentile(99)),
                Round.millis(sample.whole().percentile(50)),
                Round.millis(sample.whole().percentile(99)),
                heapPeakBytes / MIB,
                heapAfterBytes / MIB);
    }
}

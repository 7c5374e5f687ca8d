package io.breakwater;

import java.util.stream.LongStream;

/// How much of a long test is played: a fortieth in the build that everybody runs, and all of it in the
/// profile `deep` (`scripts/test --deep`), which CI runs. A test with [RealTime] is played only in that
/// profile.
public final class Depth {
    private static final int SHALLOW = 40;

    private Depth() {}

    /// How many of this many histories, seeds or cases are played; at least one.
    public static int of(int all) {
        return whole() ? all : Math.ceilDiv(all, SHALLOW);
    }

    /// Whether all of it is played.
    public static boolean whole() {
        return Boolean.getBoolean("breakwater.deep");
    }

    /// The seeds from 1 to [#of].
    public static LongStream seeds(int all) {
        return LongStream.rangeClosed(1, of(all));
    }
}

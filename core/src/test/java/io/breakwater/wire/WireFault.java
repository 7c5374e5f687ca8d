package io.breakwater.wire;

import java.util.function.IntPredicate;

/// What a [FaultyWire] does to what passes over it.
///
/// @param way whose words it strikes
/// @param at how many bytes of one message pass before it strikes. A message begins where the other side spoke last:
///     an answer, or a request
/// @param connections the numbers of those that it strikes, from 1
/// @param times how many messages it strikes at most
public record WireFault(Kind kind, Way way, long at, IntPredicate connections, int times) {

    /// Ways in which a connection goes wrong.
    public enum Kind {
        /// Both ends get a reset.
        RESET,
        /// Both directions end as if the speaker had closed.
        CLOSE,
        /// This direction ends; what the speaker says then is lost, and the other direction stays open.
        HALF_CLOSE,
        /// Nothing more comes until the wire is mended.
        STALL,
        /// What comes then comes in segments of three bytes.
        SLICE,
        /// What comes then comes in small segments, a millisecond apart: about 64 KB/s.
        TRICKLE,
        /// What comes then comes 50 ms later.
        DELAY
    }

    /// A direction.
    public enum Way {
        REQUEST,
        ANSWER
    }

    /// One that strikes every request at this byte.
    public static WireFault ofRequests(Kind kind, long at) {
        return new WireFault(kind, Way.REQUEST, at, _ -> true, Integer.MAX_VALUE);
    }

    /// One that strikes every answer at this byte.
    public static WireFault ofAnswers(Kind kind, long at) {
        return new WireFault(kind, Way.ANSWER, at, _ -> true, Integer.MAX_VALUE);
    }

    public WireFault on(IntPredicate those) {
        return new WireFault(kind, way, at, those, times);
    }

    public WireFault times(int most) {
        return new WireFault(kind, way, at, connections, most);
    }

    /// Whether its byte is among these.
    boolean strikes(Way that, int connection, long from, int bytes) {
        return way == that && at >= from && at < from + bytes && connections.test(connection);
    }
}

package io.breakwater.wire;

import java.util.function.IntPredicate;

/// What a [FaultyWire] does to the bytes that pass over it.
///
/// @param way the direction that it strikes
/// @param at how many bytes of one message pass before it strikes. A message, a request or an answer,
///     begins when the sender changes
/// @param connections the numbers of the connections that it strikes, from 1
/// @param times how many messages it strikes at most
public record WireFault(Kind kind, Way way, long at, IntPredicate connections, int times) {

    /// Ways in which a connection goes wrong.
    public enum Kind {
        /// Both ends receive a reset.
        RESET,
        /// Both directions end as if the speaker had closed.
        CLOSE,
        /// This direction ends; what the speaker sends after that is lost, and the other direction
        /// stays open.
        HALF_CLOSE,
        /// Nothing more passes until the wire is mended.
        STALL,
        /// Later bytes come in segments of three bytes.
        SLICE,
        /// Later bytes come in small segments, a millisecond apart: about 64 KB/s.
        TRICKLE,
        /// Later bytes come 50 ms later.
        DELAY
    }

    /// A direction.
    public enum Way {
        REQUEST,
        ANSWER
    }

    /// A fault that strikes every request at this byte.
    public static WireFault ofRequests(Kind kind, long at) {
        return new WireFault(kind, Way.REQUEST, at, _ -> true, Integer.MAX_VALUE);
    }

    /// A fault that strikes every answer at this byte.
    public static WireFault ofAnswers(Kind kind, long at) {
        return new WireFault(kind, Way.ANSWER, at, _ -> true, Integer.MAX_VALUE);
    }

    public WireFault on(IntPredicate those) {
        return new WireFault(kind, way, at, those, times);
    }

    public WireFault times(int most) {
        return new WireFault(kind, way, at, connections, most);
    }

    /// Whether the fault's byte is among these bytes.
    boolean strikes(Way that, int connection, long from, int bytes) {
        return way == that && at >= from && at < from + bytes && connections.test(connection);
    }
}

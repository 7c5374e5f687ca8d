package io.breakwater.quota;

/// What was used outside of a ledger item and is still to be booked into it.
public record Use(long requests, long tokens, long microUsd) {
    static final Use NOTHING = new Use(0, 0, 0);

    static Use of(Demand demand) {
        return new Use(1, demand.tokens(), demand.microUsd());
    }

    public Use plus(Use more) {
        return new Use(requests + more.requests, tokens + more.tokens, microUsd + more.microUsd);
    }
}

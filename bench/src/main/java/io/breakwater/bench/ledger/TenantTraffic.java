package io.breakwater.bench.ledger;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import java.time.Duration;

/// One tenant's traffic over copies of the gateway that share its item.
///
/// @param perMinute the tenant's limit on requests
/// @param load the requests that arrive, as a share of the limit: 0.5 is half
/// @param copies the number of processes, each of which knows the item from its own writes only
record TenantTraffic(long perMinute, double load, int copies) {
    /// The mean reservation of a request, in tokens.
    static final int TOKENS = 1_000;

    /// The used part of a reservation, on average, in percent.
    static final int USED_PERCENT = 75;

    /// How long a request holds its reservation.
    static final Duration LENGTH = Duration.ofSeconds(2);

    /// A limit on requests, an equally used one on tokens, and the usual burst of a tenth of a minute.
    Limits limits() {
        return Limits.UNLIMITED
                .with(LimitName.REQUESTS_PER_MINUTE, perMinute)
                .with(LimitName.TOKENS_PER_MINUTE, perMinute * TOKENS * USED_PERCENT / 100)
                .withBurst(10);
    }

    /// Mean time between two requests.
    Duration gap() {
        return Duration.ofNanos(Math.round(60e9 / (perMinute * load)));
    }
}

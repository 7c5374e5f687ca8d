package io.breakwater.infra.monitoring;

import software.amazon.awscdk.services.cloudwatch.TreatMissingData;

/// How long a metric must be too high before an alarm is raised, and what missing data mean.
///
/// @param of how many periods are looked at
/// @param high how many of them must be too high
/// @param missing how a period without data counts
record Persistence(int of, int high, TreatMissingData missing) {
    /// Once is enough. No data means no traffic, which is fine.
    static final Persistence ONCE = new Persistence(1, 1, TreatMissingData.NOT_BREACHING);

    /// Once is enough, and no data means no change: used quota stays used while its user is quiet.
    static final Persistence ONCE_AND_STAYS = new Persistence(1, 1, TreatMissingData.IGNORE);

    /// In this many periods in a row. No data means no traffic, which is fine.
    static Persistence lasting(int periods) {
        return new Persistence(periods, periods, TreatMissingData.NOT_BREACHING);
    }

    /// In this many periods in a row, or no data in any of them: for work that runs by the clock, with
    /// or without traffic.
    static Persistence lastingOrSilent(int periods) {
        return new Persistence(periods, periods, TreatMissingData.BREACHING);
    }

    /// In this many of a number of periods: for failures that only show with a request.
    static Persistence mostly(int high, int of) {
        return new Persistence(of, high, TreatMissingData.NOT_BREACHING);
    }
}

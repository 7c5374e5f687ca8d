package io.breakwater.infra.monitoring;

import software.amazon.awscdk.services.cloudwatch.TreatMissingData;

/// For how long a metric must be too high before anybody is told, and what it means when there is none.
///
/// @param of the periods that are looked at
/// @param high how many of them must be too high
/// @param missing what a period without data says
record Persistence(int of, int high, TreatMissingData missing) {
    /// Once is enough. No data means no traffic: that is well.
    static final Persistence ONCE = new Persistence(1, 1, TreatMissingData.NOT_BREACHING);

    /// Once is enough, and no data means that nothing has changed: what was used stays used when its user is quiet.
    static final Persistence ONCE_AND_STAYS = new Persistence(1, 1, TreatMissingData.IGNORE);

    /// In so many periods in a row. No data means no traffic: that is well.
    static Persistence lasting(int periods) {
        return new Persistence(periods, periods, TreatMissingData.NOT_BREACHING);
    }

    /// In so many periods in a row, or none of them with data: for what runs by the clock, whether anybody calls or
    /// not.
    static Persistence lastingOrSilent(int periods) {
        return new Persistence(periods, periods, TreatMissingData.BREACHING);
    }

    /// In so many of a number of periods: for what is seen with a request only.
    static Persistence mostly(int high, int of) {
        return new Persistence(of, high, TreatMissingData.NOT_BREACHING);
    }
}

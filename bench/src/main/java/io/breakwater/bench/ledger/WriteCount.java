package io.breakwater.bench.ledger;

/// What a run of traffic wrote.
///
/// @param asked requests that came
/// @param admitted those that were let in
/// @param reserving writes for the requests that were let in, guesses that the store refuted included
/// @param refusing writes for those that were not
/// @param settling writes of all settlements
record WriteCount(TenantTraffic traffic, long asked, long admitted, long reserving, long refusing, long settling) {

    double reservingPerAdmitted() {
        return (double) reserving / admitted;
    }

    double refusingPerRefused() {
        return (double) refusing / (asked - admitted);
    }

    double settlingPerAdmitted() {
        return (double) settling / admitted;
    }

    double admittedPercent() {
        return 100.0 * admitted / asked;
    }
}

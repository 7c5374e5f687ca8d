package io.breakwater.bench.ledger;

/// The writes of a run of traffic.
///
/// @param asked the requests that arrived
/// @param admitted the requests that were admitted
/// @param reserving the writes for the admitted requests, including wrong guesses
/// @param refusing the writes for the others
/// @param settling the writes of all settlements
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

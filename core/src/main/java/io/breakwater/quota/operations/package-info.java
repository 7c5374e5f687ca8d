/// The operations on one ledger item: reserve, settle, renew, charge, sweep, amend and report. Each has
/// a planner, which computes one conditional write, and an operation, which tries it against the store.
@NullMarked
package io.breakwater.quota.operations;

import org.jspecify.annotations.NullMarked;

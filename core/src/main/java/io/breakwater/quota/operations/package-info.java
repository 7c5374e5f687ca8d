/// What is done to one ledger item: reserve, settle, renew, charge, sweep, amend and report. Each
/// is an arithmetic that plans one conditional write, and an operation that tries it against the
/// store.
@NullMarked
package io.breakwater.quota.operations;

import org.jspecify.annotations.NullMarked;

/// Ledgers whose store does not answer: no request waits for it, and a process may admit its own share
/// of the limits until the store is back.
@NullMarked
package io.breakwater.quota.outage;

import org.jspecify.annotations.NullMarked;

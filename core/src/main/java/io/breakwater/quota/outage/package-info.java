/// Ledgers whose store does not answer: nobody waits for it, and a process may admit its own share
/// of the limits until it is back.
@NullMarked
package io.breakwater.quota.outage;

import org.jspecify.annotations.NullMarked;

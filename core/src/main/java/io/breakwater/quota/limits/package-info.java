/// The arithmetic of each limit: rates as leaky buckets, days and months as calendar windows,
/// requests in flight by epoch, and what an item shows of all of them.
@NullMarked
package io.breakwater.quota.limits;

import org.jspecify.annotations.NullMarked;

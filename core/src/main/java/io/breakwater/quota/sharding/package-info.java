/// A key whose limits are split over several ledger items, because one item would be written too
/// often, and the change of their number.
@NullMarked
package io.breakwater.quota.sharding;

import org.jspecify.annotations.NullMarked;

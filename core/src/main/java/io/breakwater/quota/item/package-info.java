/// One ledger item as a set of numbers: conditions on them, changes to them, the write that makes both at once, and the
/// store that keeps items. It knows nothing of limits.
@NullMarked
package io.breakwater.quota.item;

import org.jspecify.annotations.NullMarked;

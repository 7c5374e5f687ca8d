/// What operators change in a ledger item at run time: a suspension, and other values of limits for a
/// time. The changes are kept in the item itself.
@NullMarked
package io.breakwater.quota.amendments;

import org.jspecify.annotations.NullMarked;

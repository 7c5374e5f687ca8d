/// What operators change about a ledger item at run time: a suspension, and other values of limits
/// for a time. It is kept in the item itself.
@NullMarked
package io.breakwater.quota.amendments;

import org.jspecify.annotations.NullMarked;

/// The ledger: integer arithmetic that admits, reserves and settles, as conditional writes over one item of
/// numbers.
@NullMarked
package io.breakwater.quota;

import org.jspecify.annotations.NullMarked;

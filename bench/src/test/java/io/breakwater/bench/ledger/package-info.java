/// Claims about the count of writes.
@NullMarked
package io.breakwater.bench.ledger;

import org.jspecify.annotations.NullMarked;

/// What the count of writes must keep.
@NullMarked
package io.breakwater.bench.ledger;

import org.jspecify.annotations.NullMarked;

/// How many writes the ledger makes, counted in virtual time.
@NullMarked
package io.breakwater.bench.ledger;

import org.jspecify.annotations.NullMarked;

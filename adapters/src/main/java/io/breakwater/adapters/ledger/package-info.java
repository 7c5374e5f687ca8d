/// Stores for the ledgers.
@NullMarked
package io.breakwater.adapters.ledger;

import org.jspecify.annotations.NullMarked;

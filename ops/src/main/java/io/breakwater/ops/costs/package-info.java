/// A month of the ledger beside the same month of AWS's bill, tenant by tenant.
@NullMarked
package io.breakwater.ops.costs;

import org.jspecify.annotations.NullMarked;

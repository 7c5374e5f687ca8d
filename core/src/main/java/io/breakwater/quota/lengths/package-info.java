/// How long answers were, counted in an item of each tenant and model, and the bound that follows from it.
@NullMarked
package io.breakwater.quota.lengths;

import org.jspecify.annotations.NullMarked;

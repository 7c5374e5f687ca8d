/// How long answers were, counted in one item for each tenant and model, and the bound that follows.
@NullMarked
package io.breakwater.quota.lengths;

import org.jspecify.annotations.NullMarked;

/// Sums of usage, and the day's usage by model.
@NullMarked
package io.breakwater.quota.usage;

import org.jspecify.annotations.NullMarked;

/// Closed loops and concurrent streams, and the figures of each.
@NullMarked
package io.breakwater.bench.load;

import org.jspecify.annotations.NullMarked;

/// The data plane: what one invocation is, how its answer streams, and how the two are joined.
@NullMarked
package io.breakwater.router;

import org.jspecify.annotations.NullMarked;

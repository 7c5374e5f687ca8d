/// The measured processes: starting, querying and stopping them.
@NullMarked
package io.breakwater.bench.child;

import org.jspecify.annotations.NullMarked;

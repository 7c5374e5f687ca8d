/// The processes that are measured, and how they are started, asked and stopped.
@NullMarked
package io.breakwater.bench.child;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.breakwater.bench.child;

import org.jspecify.annotations.NullMarked;

/// Measures the gateway and the direct way in turn, and prints ratios.
@NullMarked
package io.breakwater.bench;

import org.jspecify.annotations.NullMarked;

/// Micro-benchmarks of what every request passes.
@NullMarked
package io.breakwater.bench.micro;

import org.jspecify.annotations.NullMarked;

/// Micro-benchmarks of the code that every request passes.
@NullMarked
package io.breakwater.bench.micro;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.breakwater.bench.load;

import org.jspecify.annotations.NullMarked;

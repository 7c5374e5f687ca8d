/// An HTTP/1.1 client that costs almost nothing, so that it does not affect the measurement.
@NullMarked
package io.breakwater.bench.http;

import org.jspecify.annotations.NullMarked;

/// An HTTP/1.1 client that costs next to nothing, so that it is not what is measured.
@NullMarked
package io.breakwater.bench.http;

import org.jspecify.annotations.NullMarked;

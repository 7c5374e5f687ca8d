/// Keeps small requests from waiting for large ones.
@NullMarked
package io.breakwater.load;

import org.jspecify.annotations.NullMarked;

/// The local programs: the embedded run and the demos.
@NullMarked
package io.breakwater.local;

import org.jspecify.annotations.NullMarked;

/// The programs of a laptop: the embedded run and the demos.
@NullMarked
package io.breakwater.local;

import org.jspecify.annotations.NullMarked;

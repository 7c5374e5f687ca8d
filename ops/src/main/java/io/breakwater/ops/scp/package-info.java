/// Whether service control policies deny a call, as far as their text alone tells.
@NullMarked
package io.breakwater.ops.scp;

import org.jspecify.annotations.NullMarked;

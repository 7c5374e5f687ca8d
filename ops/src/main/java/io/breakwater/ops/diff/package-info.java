/// What a deploy would change, in words.
@NullMarked
package io.breakwater.ops.diff;

import org.jspecify.annotations.NullMarked;

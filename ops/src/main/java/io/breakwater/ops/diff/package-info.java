/// The changes of a deploy, in words.
@NullMarked
package io.breakwater.ops.diff;

import org.jspecify.annotations.NullMarked;

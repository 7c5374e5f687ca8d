/// How commands lay out what they print.
@NullMarked
package io.breakwater.ops.text;

import org.jspecify.annotations.NullMarked;

/// Operators' commands against deployed environments.
@NullMarked
package io.breakwater.ops;

import org.jspecify.annotations.NullMarked;

/// The commands `plan`, `apply` and `verify`.
@NullMarked
package io.breakwater.cleanup.run;

import org.jspecify.annotations.NullMarked;

/// What in AWS is an environment's own, how it is removed, and the proof that nothing is left.
@NullMarked
package io.breakwater.cleanup;

import org.jspecify.annotations.NullMarked;

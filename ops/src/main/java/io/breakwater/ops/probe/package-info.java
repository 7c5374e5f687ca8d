/// What operators' commands read of AWS: small questions whose answers are values, also when there is no
/// answer.
@NullMarked
package io.breakwater.ops.probe;

import org.jspecify.annotations.NullMarked;

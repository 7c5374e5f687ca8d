/// What operators' commands read from AWS: small questions whose answers are values, even if AWS does
/// not answer.
@NullMarked
package io.breakwater.ops.probe;

import org.jspecify.annotations.NullMarked;

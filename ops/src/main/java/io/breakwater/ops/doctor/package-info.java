/// What stands in the way of a deploy, looked up before it: each check compares settings with what a probe
/// has seen.
@NullMarked
package io.breakwater.ops.doctor;

import org.jspecify.annotations.NullMarked;

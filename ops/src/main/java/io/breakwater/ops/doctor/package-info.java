/// Checks before a deploy: each compares settings with a probe's answers.
@NullMarked
package io.breakwater.ops.doctor;

import org.jspecify.annotations.NullMarked;

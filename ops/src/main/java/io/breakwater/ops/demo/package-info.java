/// The demos of the five patterns against a deployed environment.
@NullMarked
package io.breakwater.ops.demo;

import org.jspecify.annotations.NullMarked;

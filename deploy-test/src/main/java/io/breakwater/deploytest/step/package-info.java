/// The claims of the deploy test, each with the way to show it.
@NullMarked
package io.breakwater.deploytest.step;

import org.jspecify.annotations.NullMarked;

/// The claims of the deploy test and the steps that show them.
@NullMarked
package io.breakwater.deploytest.step;

import org.jspecify.annotations.NullMarked;

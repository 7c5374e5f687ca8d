/// Lambda's runtime as functions meet it.
@NullMarked
package io.breakwater.lambda;

import org.jspecify.annotations.NullMarked;

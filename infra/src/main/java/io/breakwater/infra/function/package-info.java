/// Lambda functions for every stack, and the places of their code.
@NullMarked
package io.breakwater.infra.function;

import org.jspecify.annotations.NullMarked;

/// Functions as every stack has them, and where their code lies.
@NullMarked
package io.breakwater.infra.function;

import org.jspecify.annotations.NullMarked;

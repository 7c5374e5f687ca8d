/// What proves that a resource is this environment's own.
@NullMarked
package io.breakwater.infra.cleanup;

import org.jspecify.annotations.NullMarked;

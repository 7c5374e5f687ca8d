/// The stack that is deployed first and deleted last: the environment's description of itself, and the
/// removal of late log groups.
@NullMarked
package io.breakwater.infra.cleanup;

import org.jspecify.annotations.NullMarked;

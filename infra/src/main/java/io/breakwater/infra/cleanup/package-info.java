/// What is deployed first and goes last: what the environment says of itself, and the end of its late log groups.
@NullMarked
package io.breakwater.infra.cleanup;

import org.jspecify.annotations.NullMarked;

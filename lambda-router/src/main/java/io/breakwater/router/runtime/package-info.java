/// The Lambda runtime loop: takes invocations from the Runtime API and streams each answer back while it is
/// written.
@NullMarked
package io.breakwater.router.runtime;

import org.jspecify.annotations.NullMarked;

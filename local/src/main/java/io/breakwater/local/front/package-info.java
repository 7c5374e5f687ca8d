/// Plays API Gateway on the loopback interface: keys, usage plans, the same events, the same refusals.
@NullMarked
package io.breakwater.local.front;

import org.jspecify.annotations.NullMarked;

/// Scripted faults: what to break, for whom, from when and for how long.
@NullMarked
package io.breakwater.simulated.bedrock.fault;

import org.jspecify.annotations.NullMarked;

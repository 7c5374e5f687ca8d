/// Scripted faults: their effects, targets, beginning and length.
@NullMarked
package io.breakwater.simulated.bedrock.fault;

import org.jspecify.annotations.NullMarked;

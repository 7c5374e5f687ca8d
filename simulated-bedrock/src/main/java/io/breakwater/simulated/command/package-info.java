/// The command line of the simulated Bedrock.
@NullMarked
package io.breakwater.simulated.command;

import org.jspecify.annotations.NullMarked;

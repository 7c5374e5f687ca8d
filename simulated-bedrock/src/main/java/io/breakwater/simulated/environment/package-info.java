/// The simulated Bedrock as the gateway's own files describe it: its catalogue of models, and its environments.
@NullMarked
package io.breakwater.simulated.environment;

import org.jspecify.annotations.NullMarked;

/// The simulated Bedrock according to the gateway's own files: the catalogue of models, and the
/// environments.
@NullMarked
package io.breakwater.simulated.environment;

import org.jspecify.annotations.NullMarked;

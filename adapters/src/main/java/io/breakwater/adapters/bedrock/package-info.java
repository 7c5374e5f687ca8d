/// Calls to Bedrock: signed HTTP, event frames, and the classification of every outcome.
@NullMarked
package io.breakwater.adapters.bedrock;

import org.jspecify.annotations.NullMarked;

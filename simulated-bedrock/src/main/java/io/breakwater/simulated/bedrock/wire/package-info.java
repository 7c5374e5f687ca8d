/// The wire protocol: signed callers, errors, event frames and HTTP replies.
@NullMarked
package io.breakwater.simulated.bedrock.wire;

import org.jspecify.annotations.NullMarked;

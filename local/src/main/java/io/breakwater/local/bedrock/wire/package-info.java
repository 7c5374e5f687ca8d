/// What goes over the wire: signed callers, errors, event frames and HTTP replies.
@NullMarked
package io.breakwater.local.bedrock.wire;

import org.jspecify.annotations.NullMarked;

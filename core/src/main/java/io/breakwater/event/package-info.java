/// What happens while a request is served, for logs and metrics. No event carries a prompt, an answer
/// or a secret.
@NullMarked
package io.breakwater.event;

import org.jspecify.annotations.NullMarked;

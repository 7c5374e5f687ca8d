/// Which target a request goes to, and what happens next when a target fails: decisions only, no calls and no
/// clock.
@NullMarked
package io.breakwater.routing;

import org.jspecify.annotations.NullMarked;

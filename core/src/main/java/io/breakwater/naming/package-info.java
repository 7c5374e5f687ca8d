/// The names and tags of an environment, and the metrics it reports: what stacks, functions and operators' commands
/// must spell alike.
@NullMarked
package io.breakwater.naming;

import org.jspecify.annotations.NullMarked;

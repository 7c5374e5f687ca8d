/// The custom resources of an environment's stacks: for what CloudFormation itself cannot restore or
/// remove.
@NullMarked
package io.breakwater.cleanup.stack;

import org.jspecify.annotations.NullMarked;

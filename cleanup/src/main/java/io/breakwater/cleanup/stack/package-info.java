/// The custom resources of an environment's stacks: what CloudFormation itself cannot set back or take away.
@NullMarked
package io.breakwater.cleanup.stack;

import org.jspecify.annotations.NullMarked;

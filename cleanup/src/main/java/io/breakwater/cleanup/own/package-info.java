/// Which of the things in AWS are an environment's own: by tags, by name, and by what CloudFormation recorded.
@NullMarked
package io.breakwater.cleanup.own;

import org.jspecify.annotations.NullMarked;

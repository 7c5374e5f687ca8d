/// Reading what is in AWS and removing it: one small class for each kind of resource.
@NullMarked
package io.breakwater.cleanup.aws;

import org.jspecify.annotations.NullMarked;

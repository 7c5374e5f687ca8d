/// What CloudFormation asks of custom resources, and how it is answered.
@NullMarked
package io.breakwater.adapters.stack;

import org.jspecify.annotations.NullMarked;

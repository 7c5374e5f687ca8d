/// The CDK app: reads one environment's settings and describes it as stacks.
@NullMarked
package io.breakwater.infra;

import org.jspecify.annotations.NullMarked;

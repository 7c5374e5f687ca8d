/// `scripts/gatewayctl`: the operators' API on the command line, of a local run or a deployed environment.
@NullMarked
package io.breakwater.ops.ctl;

import org.jspecify.annotations.NullMarked;

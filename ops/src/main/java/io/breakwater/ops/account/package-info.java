/// Who calls an operator's command, and how the command gets into an environment's accounts.
@NullMarked
package io.breakwater.ops.account;

import org.jspecify.annotations.NullMarked;

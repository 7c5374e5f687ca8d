/// The caller of an operator's command, and the command's way into an environment's accounts.
@NullMarked
package io.breakwater.ops.account;

import org.jspecify.annotations.NullMarked;

/// The stacks of a shard's account: a role for the router, and in each source Region the profiles that
/// it may call.
@NullMarked
package io.breakwater.infra.shard;

import org.jspecify.annotations.NullMarked;

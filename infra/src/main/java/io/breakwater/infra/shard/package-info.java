/// What a shard's account gets in one source Region: a role for the router, and the profiles it may call.
@NullMarked
package io.breakwater.infra.shard;

import org.jspecify.annotations.NullMarked;

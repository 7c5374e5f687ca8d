/// Credentials of the shard accounts.
@NullMarked
package io.breakwater.adapters.credentials;

import org.jspecify.annotations.NullMarked;
